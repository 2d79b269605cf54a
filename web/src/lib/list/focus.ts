/** Moving the focus among rows and in and out of their controls. */
import { rowsOf } from './geometry.ts';

const CONTROLS =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), summary, audio[controls], video[controls], [tabindex]:not([tabindex="-1"])';

/** What can take the focus inside of a row, in order. */
export function controlsOf(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(CONTROLS)].filter((control) => control.checkVisibility());
}

/** Whether keys typed at `target` are text. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:input|textarea|select)$/i.test(target.tagName))
  );
}

/** The mounted message rows, without dividers. */
export function messageRows(scroller: HTMLElement): HTMLElement[] {
  return rowsOf(scroller).filter((row) => row.tabIndex >= 0 || row.getAttribute('tabindex') === '-1');
}

/** Pixels that a row needs to move for being in view, with `margin` to spare; 0 where it is, or cannot be. */
export function offsetIntoView(scroller: HTMLElement, row: HTMLElement, margin: number): number {
  const view = scroller.getBoundingClientRect();
  const { top, bottom, height } = row.getBoundingClientRect();
  if (height + 2 * margin > view.height) return top - view.top - margin;
  if (top < view.top + margin) return top - view.top - margin;
  return bottom > view.bottom - margin ? bottom - view.bottom + margin : 0;
}
