/**
 * Roving focus: one row is reached by Tab, the others by arrows; Enter or the arrow along the line goes in to the controls of a
 * row, Escape comes back. Tab leaves the list from any row: the way to the composer does not lead through every link.
 */
import { controlsOf, isWriting, messageRows, offsetIntoView } from './focus.ts';
import { keyOf, ROW, rowOf } from './geometry.ts';

/** What moving the focus needs of the list. */
export interface RoverOptions {
  readonly scroller: () => HTMLElement | undefined;
  readonly scrollBy: (pixels: number) => void;
  /** The keyboard moved the focus to the row `key`. */
  readonly onreached: (key: string) => void;
  /** To the first loaded row, with the focus. */
  readonly toFirst: () => void;
  /** To the latest row, with the focus. */
  readonly toLast: () => void;
}

/** Space between a focused row and the edge of the viewport, in pixels. */
const SPARE = 8;
/** Part of the viewport that PgUp, PgDn and arrows within a tall row scroll by. */
const PAGE = 0.85;
/** A Tab key press is behind a focus that comes this soon after it; milliseconds. */
const TAB_ECHO = 100;

/** The focus in one list. */
export class Rover {
  /** The key of the row that Tab reaches. */
  active = $state<string | null>(null);
  /** Whether the focus is in the list; the row that has it then stays mounted. */
  hasFocus = $state(false);
  /** Elements around the list that Tab starts from when it leaves. */
  before = $state<HTMLElement>();
  after = $state<HTMLElement>();
  readonly #options: RoverOptions;
  #tabAt = -Infinity;

  constructor(options: RoverOptions) {
    this.#options = options;
  }

  /**
   * Rows came into view. While nobody is in the list, Tab reaches the latest of them if the reader follows the end,
   * and else the row that had the focus last, as long as it is in view.
   */
  moved(inView: readonly string[], isFollowing: boolean): void {
    if (this.hasFocus) return;
    if (!isFollowing && this.active !== null && inView.includes(this.active)) return;
    this.active = inView.at(-1) ?? this.active;
  }

  /** Gives the focus to the row `key` and brings it into view. */
  focus(key: string): void {
    const scroller = this.#options.scroller();
    const row = scroller === undefined ? null : rowOf(scroller, key);
    if (row !== null) this.#focusRow(row);
  }

  noticeTab(event: KeyboardEvent): void {
    if (event.key === 'Tab') this.#tabAt = event.timeStamp;
  }

  focusin(event: FocusEvent): void {
    const { target, relatedTarget } = event;
    const scroller = this.#options.scroller();
    const cameIn = !(relatedTarget instanceof Node && scroller?.contains(relatedTarget) === true);
    this.hasFocus = true;
    const isSentinel = relatedTarget === this.before || relatedTarget === this.after;
    if (
      cameIn &&
      !isSentinel &&
      event.timeStamp - this.#tabAt < TAB_ECHO &&
      this.active !== null &&
      scroller !== undefined
    ) {
      // Tab would stop at the first or last link of all mounted rows.
      const row = rowOf(scroller, this.active);
      if (row !== null && row !== target) return this.#focusRow(row);
    }
    const key = keyOf(target);
    if (key !== null) this.active = key;
  }

  focusout(event: FocusEvent): void {
    const scroller = this.#options.scroller();
    this.hasFocus = event.relatedTarget instanceof Node && scroller?.contains(event.relatedTarget) === true;
  }

  /** Handles a key pressed in the list. Whether it did. */
  keydown(event: KeyboardEvent): boolean {
    const { target } = event;
    if (
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      !(target instanceof HTMLElement)
    )
      return false;
    const row = target.closest<HTMLElement>(`[${ROW}]`);
    if (event.key === 'Tab') return this.#leave(row, target, event.shiftKey);
    if (row === null) return false;
    const isHandled =
      target === row ? this.#rowKey(row, event.key) : this.#controlKey(row, target, event.key);
    if (isHandled) {
      event.preventDefault();
      event.stopPropagation();
    }
    return isHandled;
  }

  #rowKey(row: HTMLElement, key: string): boolean {
    switch (key) {
      case 'ArrowUp':
        return this.#step(row, -1);
      case 'ArrowDown':
        return this.#step(row, 1);
      case 'PageUp':
        return this.#page(-1);
      case 'PageDown':
        return this.#page(1);
      case 'Home':
        this.#options.toFirst();
        return true;
      case 'End':
        this.#options.toLast();
        return true;
      case 'Enter':
      case 'ArrowLeft':
      case 'ArrowRight':
        return (key === 'Enter' || key === inwards(row)) && this.#enter(row);
      default:
        return false;
    }
  }

  #controlKey(row: HTMLElement, target: HTMLElement, key: string): boolean {
    if (key !== 'Escape' || isWriting(target)) return false;
    this.#focusRow(row);
    return true;
  }

  /** Tab from a row, or from the last of its controls, goes on behind the list; the browser does the step itself. */
  #leave(row: HTMLElement | null, target: HTMLElement, isBack: boolean): boolean {
    if (row !== null && target !== row) {
      const controls = controlsOf(row);
      const next = controls[controls.indexOf(target) + (isBack ? -1 : 1)];
      if (next !== undefined || isBack) return false;
    }
    (isBack ? this.before : this.after)?.focus({ preventScroll: true });
    return true;
  }

  #enter(row: HTMLElement): boolean {
    const [first] = controlsOf(row);
    first?.focus();
    return first !== undefined;
  }

  #step(row: HTMLElement, step: 1 | -1): boolean {
    const scroller = this.#options.scroller();
    if (scroller === undefined) return false;
    const hidden = hiddenPart(scroller, row, step);
    if (hidden > SPARE && row.offsetHeight > scroller.clientHeight) {
      // The row is taller than the viewport: read on before moving on.
      this.#options.scrollBy(step * Math.min(hidden + SPARE, scroller.clientHeight * PAGE));
      return true;
    }
    const rows = messageRows(scroller);
    const next = rows[rows.indexOf(row) + step];
    if (next !== undefined) this.#focusRow(next, step);
    return true;
  }

  #page(step: 1 | -1): boolean {
    const scroller = this.#options.scroller();
    if (scroller === undefined) return false;
    this.#options.scrollBy(step * scroller.clientHeight * PAGE);
    const view = scroller.getBoundingClientRect();
    const inView = messageRows(scroller).filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > view.top && top < view.bottom;
    });
    const whole = inView.filter((row) => row.getBoundingClientRect().top >= view.top);
    const next = step < 0 ? (whole[0] ?? inView[0]) : (whole.at(-1) ?? inView.at(-1));
    if (next !== undefined) {
      this.active = keyOf(next);
      next.focus({ preventScroll: true });
      this.#options.onreached(this.active ?? '');
    }
    return true;
  }

  #focusRow(row: HTMLElement, step: 1 | -1 = 1): void {
    const scroller = this.#options.scroller();
    if (scroller === undefined) return;
    this.active = keyOf(row);
    row.focus({ preventScroll: true });
    this.#options.onreached(this.active ?? '');
    const isTall = row.offsetHeight + 2 * SPARE > scroller.clientHeight;
    const hidden = isTall && step < 0 ? hiddenPart(scroller, row, 1) : 0;
    // Moving up into a tall row shows its end first.
    if (hidden !== 0) this.#options.scrollBy(hidden + SPARE);
    else this.#options.scrollBy(offsetIntoView(scroller, row, SPARE));
  }
}

/** Pixels of `row` beyond the viewport in the direction of `step`; negative where there is room. */
function hiddenPart(scroller: HTMLElement, row: HTMLElement, step: 1 | -1): number {
  const view = scroller.getBoundingClientRect();
  const { top, bottom } = row.getBoundingClientRect();
  return step > 0 ? bottom - view.bottom : view.top - top;
}

function inwards(row: HTMLElement): string {
  return row.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
}
