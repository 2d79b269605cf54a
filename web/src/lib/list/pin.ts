/**
 * Whether the reader follows the end. It is a decision of the reader, not a fact of the scroll position: only input
 * (wheel, touch, keys, the scrollbar) and "jump to latest" change it. Everything that grows, loads or resizes leaves it
 * as it is, so a flush between a turn of the wheel and its scroll event cannot pull the reader back.
 */

/** "At the end" is within this many pixels of it. */
export const END = 24;

/** A scroll this soon after an input, or after another scroll that came from it, is the reader's; milliseconds. */
const INPUT_ECHO = 250;

/** A reader who rests this long near the end follows it again; milliseconds. */
const REST = 600;

/** Which way the reader's last input points; a finger or the scrollbar goes either way. */
type Intent = 'up' | 'down' | 'free';

/** The reader's decision and what it is made from. Times are milliseconds of one clock. */
export class Pin {
  #pinned: boolean;
  #intent: Intent = 'free';
  #inputAt = -Infinity;
  #isHeld = false;
  #top = 0;
  readonly #onchange: (pinned: boolean) => void;

  constructor(pinned: boolean, onchange: (pinned: boolean) => void) {
    this.#pinned = pinned;
    this.#onchange = onchange;
  }

  get pinned(): boolean {
    return this.#pinned;
  }

  /** The reader, or the app in their name, decides. */
  set(pinned: boolean): void {
    if (pinned === this.#pinned) return;
    this.#pinned = pinned;
    this.#onchange(pinned);
  }

  /** The wheel was turned by `delta` pixels; `canMove` says whether there is anything in that direction. */
  wheel(delta: number, canMove: boolean, now: number): void {
    if (delta === 0 || !canMove) return;
    this.#input(delta < 0 ? 'up' : 'down', now);
    if (delta < 0) this.set(false);
  }

  /** A key that scrolls was pressed. */
  key(intent: Intent, now: number): void {
    this.#input(intent, now);
  }

  /** A finger or a mouse button went down, or up again. */
  hold(isHeld: boolean, now: number): void {
    // A button let go somewhere else on the page was never on the list.
    if (!isHeld && !this.#isHeld) return;
    this.#isHeld = isHeld;
    this.#input('free', now);
  }

  /** The list scrolled to `top`, `distance` pixels from its end. */
  scrolled(top: number, distance: number, now: number): void {
    const moved = top - this.#top;
    this.#top = top;
    if (!this.#isHeld && now - this.#inputAt > INPUT_ECHO) return;
    // Momentum goes on without further input.
    this.#inputAt = now;
    if (moved < 0 && this.#intent !== 'down' && distance > 1) this.set(false);
    else if (moved > 0 && this.#intent !== 'up' && distance <= END) this.set(true);
  }

  /** Time has passed without a scroll; `distance` is that to the end, in pixels. */
  rested(distance: number, now: number): void {
    if (!this.#isHeld && now - this.#inputAt >= REST && distance <= END) this.set(true);
  }

  /** Milliseconds after an input at which {@link rested} has something to say. */
  static readonly rest = REST;

  #input(intent: Intent, now: number): void {
    this.#intent = intent;
    this.#inputAt = now;
  }
}
