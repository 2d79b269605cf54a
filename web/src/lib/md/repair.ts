/** Makes a half-written block presentable while a model writes: `**bol` is drawn bold, `[a](htt` as its words. */
import type * as Mdast from 'mdast';

type Remend = typeof import('remend').default;

/** Longest paragraph that is repaired, in UTF-16 code units: beyond, looking at it on every token costs too much. */
const MAX_REPAIRED = 20_000;

let loaded: Remend | null = null;

/** Whether what repairs is here. */
export function canRepair(): boolean {
  return loaded !== null;
}

/** Loads what repairs. Only growing texts need it, so most people who open a chat do not wait for it. */
export async function loadRepair(): Promise<void> {
  loaded ??= (await import('remend')).default;
}

/**
 * The source of the last block with its open constructs closed. Only its last line of text is looked at: what stands
 * in earlier blocks is settled, and nothing is open in code or math. As it was written until {@link loadRepair} is done.
 */
export function repair(source: string, last: Mdast.RootContent): string {
  if (loaded === null) return source;
  const leaf = lastLeaf(last);
  if (leaf.type !== 'paragraph' && leaf.type !== 'heading' && leaf.type !== 'tableCell') return source;
  const start = leaf.position?.start.offset ?? 0;
  if (source.length - start > MAX_REPAIRED) return source;
  return source.slice(0, start) + close(loaded, source.slice(start));
}

function close(remend: Remend, text: string): string {
  return remend(text, {
    linkMode: 'text-only',
    // Math is drawn when it is complete, and text is never altered, only closed.
    katex: false,
    inlineKatex: false,
    singleTilde: false,
    comparisonOperators: false,
    htmlTags: false,
  });
}

function lastLeaf(node: Mdast.Nodes): Mdast.Nodes {
  let leaf = node;
  while (
    'children' in leaf &&
    leaf.type !== 'paragraph' &&
    leaf.type !== 'heading' &&
    leaf.type !== 'tableCell'
  ) {
    const child = leaf.children.at(-1);
    if (child === undefined) break;
    leaf = child;
  }
  return leaf;
}
