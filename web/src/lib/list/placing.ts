/** Brings a mounted list to a place, by what the document says and not by what the virtual list believes. */
import { rowOf } from './geometry.ts';
import type { Place } from './place.ts';

/** Room above the first and below the last row, in pixels: where loading shows without moving anything. */
export const MARGIN = 48;

/** A row that the virtual list has laid out but not measured yet. */
export function isMeasured(row: HTMLElement | null): row is HTMLElement {
  return row !== null && row.parentElement?.style.visibility !== 'hidden';
}

/** Where the top of the row stands that `to` asks for, in pixels below the top of the viewport. */
function topOf(scroller: HTMLElement, to: Place & { to: 'row' }): number {
  return typeof to.top === 'number' ? to.top : scroller.clientHeight / 4;
}

/**
 * Scrolls to `to`; `estimate` is where the virtual list expects a row, in pixels from the first. Whether everything
 * stood there already: rows are measured frame by frame, so a place is reached in a few steps.
 */
export function bringTo(scroller: HTMLElement, to: Place, estimate: (key: string) => number): boolean {
  const before = scroller.scrollTop;
  if (to.to === 'end') scroller.scrollTop = scroller.scrollHeight;
  else {
    const row = rowOf(scroller, to.key);
    const top = topOf(scroller, to);
    if (!isMeasured(row)) {
      scroller.scrollTop = MARGIN + estimate(to.key) - top;
      return false;
    }
    scroller.scrollTop += row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - top;
  }
  return Math.abs(scroller.scrollTop - before) < 1 && scroller.scrollHeight > 2 * MARGIN;
}
