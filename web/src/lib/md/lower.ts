/** From the parser's tree to ours: references resolved, caps applied, positions left behind. */
import type * as Mdast from 'mdast';
import { MAX_NESTING, MAX_TABLE_CELLS } from './limits.ts';
import type { Alignment, Block, Inline, ListItem } from './tree.ts';

/** Where a reference leads. */
export interface Definition {
  readonly url: string;
  readonly title: string | null;
}

/** Link definitions of the whole text by their identifier. */
export type Definitions = ReadonlyMap<string, Definition>;

/** What lowering needs to know besides the nodes. */
export interface Context {
  readonly definitions: Definitions;
  /** The source that the nodes' positions count in. */
  readonly source: string;
}

/** One block, or none for what draws nothing (a link definition). */
export function lowerBlock(node: Mdast.RootContent, context: Context, depth = 0): Block | null {
  if (depth >= MAX_NESTING && 'children' in node) return { type: 'plain', value: sourceOf(node, context) };
  switch (node.type) {
    case 'paragraph':
      return paragraph(lowerInlines(node.children, context));
    case 'heading':
      return { type: 'heading', depth: node.depth, children: lowerInlines(node.children, context) };
    case 'blockquote':
      return { type: 'quote', children: lowerBlocks(node.children, context, depth + 1) };
    case 'list':
      return {
        type: 'list',
        ordered: node.ordered === true,
        first: node.start ?? 1,
        loose: node.spread === true || node.children.some((item) => item.spread === true),
        items: node.children.map((item) => lowerItem(item, context, depth + 1)),
      };
    case 'code':
      return { type: 'code', language: languageOf(node), value: node.value };
    case 'math':
      // Until the closing mark comes, and where none ever does ("$$ is what it's about"), it is text.
      return node.closed
        ? { type: 'math', value: node.value }
        : { type: 'plain', value: sourceOf(node, context) };
    case 'table':
      return lowerTable(node, context);
    case 'thematicBreak':
      return { type: 'rule' };
    case 'definition':
      return null;
    default:
      return { type: 'plain', value: sourceOf(node, context) };
  }
}

function lowerBlocks(nodes: readonly Mdast.RootContent[], context: Context, depth: number): Block[] {
  return nodes.map((node) => lowerBlock(node, context, depth)).filter((block) => block !== null);
}

/** What stands behind a fence, on one line. */
export function infoOf(info: string): string | null {
  return info.trim().replace(/\s+/gu, ' ').toLowerCase() || null;
}

function lowerItem(item: Mdast.ListItem, context: Context, depth: number): ListItem {
  return { checked: item.checked ?? null, children: lowerBlocks(item.children, context, depth) };
}

function lowerTable(node: Mdast.Table, context: Context): Block {
  const cells = node.children.reduce((sum, row) => sum + row.children.length, 0);
  if (cells > MAX_TABLE_CELLS) return { type: 'plain', value: sourceOf(node, context) };
  const [head = [], ...rows] = node.children.map((row) =>
    row.children.map((cell) => lowerInlines(cell.children, context)),
  );
  return { type: 'table', align: (node.align ?? []).map(alignmentOf), head, rows };
}

function alignmentOf(align: Mdast.AlignType): Alignment {
  if (align === 'left') return 'start';
  return align === 'right' ? 'end' : align;
}

/** A paragraph that holds nothing but `$$…$$` is a block of math. */
function paragraph(children: Inline[]): Block {
  const [only] = children;
  if (children.length === 1 && only?.type === 'inlineMath' && only.display) {
    return { type: 'math', value: only.value };
  }
  return { type: 'paragraph', children };
}

/** The language, with whatever else stands behind the fence: nothing that somebody wrote disappears. */
function languageOf(node: Mdast.Code): string | null {
  return infoOf([node.lang, node.meta].filter(Boolean).join(' '));
}

function lowerInlines(nodes: readonly Mdast.PhrasingContent[], context: Context, depth = 0): Inline[] {
  const lowered: Inline[] = [];
  for (const node of nodes) {
    for (const inline of lowerInline(node, context, depth)) {
      const last = lowered.at(-1);
      if (inline.type === 'text' && last?.type === 'text') {
        lowered[lowered.length - 1] = { type: 'text', value: last.value + inline.value };
      } else lowered.push(inline);
    }
  }
  return lowered;
}

function lowerInline(node: Mdast.PhrasingContent, context: Context, depth: number): Inline[] {
  if (depth >= MAX_NESTING && 'children' in node) return [{ type: 'text', value: sourceOf(node, context) }];
  switch (node.type) {
    case 'text':
      return [{ type: 'text', value: node.value }];
    case 'emphasis':
    case 'strong':
    case 'delete':
      return [{ type: node.type, children: lowerInlines(node.children, context, depth + 1) }];
    case 'inlineCode':
      return [{ type: 'inlineCode', value: node.value }];
    case 'break':
      return [{ type: 'break' }];
    case 'link':
      return link(node, node.url, node.title ?? null, context, depth);
    case 'linkReference': {
      const definition = context.definitions.get(node.identifier);
      if (definition === undefined) return [{ type: 'text', value: sourceOf(node, context) }];
      return link(node, definition.url, definition.title, context, depth);
    }
    case 'image':
      return [{ type: 'image', url: node.url, alt: node.alt ?? '' }];
    case 'imageReference': {
      const definition = context.definitions.get(node.identifier);
      if (definition === undefined) return [{ type: 'text', value: sourceOf(node, context) }];
      return [{ type: 'image', url: definition.url, alt: node.alt ?? '' }];
    }
    case 'inlineMath':
      return [{ type: 'inlineMath', value: node.value, display: node.display }];
    case 'mention':
      return [{ type: 'mention', value: node.value, profile: node.profile }];
    default:
      return [{ type: 'text', value: sourceOf(node, context) }];
  }
}

/** Where a bare address ends for readers of Chinese, Japanese and Korean: GFM would take the full stop with it. */
const WIDE_PUNCTUATION = /[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;

function link(
  node: Mdast.Link | Mdast.LinkReference,
  url: string,
  title: string | null,
  context: Context,
  depth: number,
): Inline[] {
  const children = lowerInlines(node.children, context, depth + 1);
  const [only] = children;
  if (node.type === 'link' && children.length === 1 && only?.type === 'text' && isBare(node, context)) {
    const end = only.value.search(WIDE_PUNCTUATION);
    if (end > 0) {
      const shown: Inline = { type: 'text', value: only.value.slice(0, end) };
      const cut = url.length - (only.value.length - end);
      return [
        { type: 'link', url: url.slice(0, cut), title, children: [shown] },
        { type: 'text', value: only.value.slice(end) },
      ];
    }
  }
  return [{ type: 'link', url, title, children }];
}

/** Whether the link is an address in the text, without brackets. */
function isBare(node: Mdast.Link, context: Context): boolean {
  const mark = context.source[node.position?.start.offset ?? 0];
  return mark !== '[' && mark !== '<';
}

function sourceOf(node: Mdast.Nodes, context: Context): string {
  return context.source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}
