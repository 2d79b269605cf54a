/** One run of the parser over one source. */
import type * as Mdast from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { type Source, syntaxOf, treeOf } from './syntax/dialect.ts';

/** A top-level node with the lines it takes. */
export interface Located {
  readonly node: Mdast.RootContent;
  /** Offset in the source of the line on which the node begins, in UTF-16 code units. */
  readonly lineStart: number;
  /** Numbers of its first and last line, from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
}

/** Characters that the parser would drop or treat as the end; as wide as what replaces them, so that offsets hold. */
const UNREADABLE = /[\0\ufeff]/g;

/** Replaces what no parser can read by characters of the same width. */
export function readable(text: string): string {
  return text.replace(UNREADABLE, (mark) => (mark === '\0' ? '\ufffd' : '\u200b'));
}

/** Parses `source`, whose text is {@link readable}. */
export function parse(text: string, source: Source): Located[] {
  const root = fromMarkdown(text, { extensions: syntaxOf(source), mdastExtensions: treeOf(source) });
  return root.children.map((node) => {
    const start = node.position?.start.offset ?? 0;
    return {
      node,
      lineStart: lineStartOf(text, start),
      firstLine: node.position?.start.line ?? 1,
      lastLine: node.position?.end.line ?? 1,
    };
  });
}

function lineStartOf(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** Every link definition among `nodes`, at any depth, first come first kept. */
export function definitionsIn(nodes: readonly Located[]): Map<string, Mdast.Definition> {
  const found = new Map<string, Mdast.Definition>();
  const open: Mdast.Nodes[] = nodes.map(({ node }) => node).reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'definition' && !found.has(node.identifier)) found.set(node.identifier, node);
    if (node.type === 'blockquote' || node.type === 'list' || node.type === 'listItem') {
      for (let index = node.children.length - 1; index >= 0; index -= 1) {
        const child = node.children[index];
        if (child !== undefined) open.push(child);
      }
    }
  }
  return found;
}
