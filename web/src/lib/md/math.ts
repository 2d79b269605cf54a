/** Draws math. KaTeX builds elements, never HTML; it is loaded when the first formula is met. */
import type { Piece } from './tree.ts';

type Katex = typeof import('./katex.ts');

/** Longest formula that is drawn, in UTF-16 code units. */
const MAX_SOURCE = 5_000;

let loaded: Katex | null = null;

/** KaTeX if it is here already. */
export function katexNow(): Katex | null {
  return loaded;
}

/** Loads KaTeX. Call before showing a page that holds math, so that nothing changes its height later. */
export async function loadKatex(): Promise<Katex> {
  loaded ??= await import('./katex.ts');
  return loaded;
}

/** Draws `source` into `element`; as its source, where it is no math or too much of it. Whether it was drawn. */
export function drawMath(katex: Katex, element: HTMLElement, source: string, display: boolean): boolean {
  if (source.length <= MAX_SOURCE) {
    try {
      katex.render(source, element, {
        displayMode: display,
        throwOnError: true,
        // Unknown characters and such are the writer's business, not the console's.
        strict: false,
        trust: false,
        maxExpand: 200,
        maxSize: 20,
      });
      return true;
    } catch (error) {
      if (!(error instanceof katex.ParseError)) throw error;
    }
  }
  element.textContent = source;
  return false;
}

/** Whether anything among `value` (blocks, inlines, pieces) is math. */
export function hasMath(value: readonly Piece[]): boolean {
  return value.some(({ block }) => search(block));
}

function search(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(search);
  if (typeof node !== 'object' || node === null) return false;
  if ('type' in node && (node.type === 'math' || node.type === 'inlineMath')) return true;
  return Object.values(node).some((child) => typeof child === 'object' && search(child));
}
