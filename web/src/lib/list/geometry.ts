/** Where rows are, read from the document: the virtual list's own numbers lag behind by one event. */
import type { Anchor } from './place.ts';

/** The attribute that carries a row's key. */
export const ROW = 'data-row';

/** The mounted rows, first to last. */
export function rowsOf(scroller: HTMLElement): HTMLElement[] {
  return [...scroller.querySelectorAll<HTMLElement>(`[${ROW}]`)];
}

/** The mounted row `key`, if it is. */
export function rowOf(scroller: HTMLElement, key: string): HTMLElement | null {
  return scroller.querySelector<HTMLElement>(`[${ROW}="${CSS.escape(key)}"]`);
}

/** The key of the row that `node` is in, if any. */
export function keyOf(node: EventTarget | null): string | null {
  return node instanceof Element ? (node.closest(`[${ROW}]`)?.getAttribute(ROW) ?? null) : null;
}

/** Pixels between what is in view and the end. */
export function distanceToEnd(scroller: HTMLElement): number {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
}

/** A row in view. */
export interface Sight {
  readonly key: string;
  /** Its top below the top of the viewport, in pixels. */
  readonly top: number;
  /** Whether half of it is in view, or, where it is taller than the viewport, it fills half of that. */
  readonly isHalf: boolean;
}

/** The rows in view, first to last. */
export function sights(scroller: HTMLElement): Sight[] {
  const view = scroller.getBoundingClientRect();
  return rowsOf(scroller).flatMap((row) => {
    const { top, bottom, height } = row.getBoundingClientRect();
    const seen = Math.min(bottom, view.bottom) - Math.max(top, view.top);
    if (seen <= 0 || height === 0 || isHidden(row)) return [];
    const isHalf = seen >= Math.min(height, view.height) / 2;
    return [{ key: row.getAttribute(ROW) ?? '', top: top - view.top, isHalf }];
  });
}

/** Rows that are not measured yet are laid out but hidden by the virtual list. */
function isHidden(row: HTMLElement): boolean {
  return row.parentElement?.style.visibility === 'hidden';
}

/** The first message in view, or the first row where there is none: a divider may be another one when it is come back to. */
export function anchorOf(scroller: HTMLElement, isMessage: (key: string) => boolean): Anchor | null {
  const inView = sights(scroller);
  const first = inView.find((sight) => isMessage(sight.key)) ?? inView[0];
  return first === undefined ? null : { key: first.key, offset: first.top };
}
