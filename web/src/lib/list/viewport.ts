/** The scrolling part of a list: follows the end while the reader does, and tells what is in view. */
import { scrollExactly } from './exact.ts';
import { distanceToEnd, type Sight, sights } from './geometry.ts';
import { Pin } from './pin.ts';

/** What the viewport asks and tells. */
export interface ViewportOptions {
  /** Whether the last loaded row is the last of all; only then there is an end to follow. */
  readonly hasEnd: () => boolean;
  readonly onpinned: (pinned: boolean) => void;
  /** After a scroll or a change of size, once a frame. */
  readonly onmoved: (inView: readonly Sight[]) => void;
}

const KEYS: Readonly<Record<string, 'up' | 'down' | 'free'>> = {
  ArrowUp: 'up',
  PageUp: 'up',
  Home: 'up',
  ArrowDown: 'down',
  PageDown: 'down',
  End: 'down',
  ' ': 'free',
  // The browser scrolls what it focuses into view.
  Tab: 'free',
};

/** Listens to one scrolling element until {@link destroy}. */
export class Viewport {
  readonly pin: Pin;
  readonly #scroller: HTMLElement;
  readonly #options: ViewportOptions;
  readonly #listeners = new AbortController();
  readonly #sizes: ResizeObserver;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(scroller: HTMLElement, pinned: boolean, options: ViewportOptions) {
    this.#scroller = scroller;
    this.#options = options;
    scrollExactly(scroller);
    this.pin = new Pin(pinned, options.onpinned);
    this.#listen();
    // The composer grows, the keyboard opens, the window is resized.
    this.#sizes = new ResizeObserver(() => this.settle());
    this.#sizes.observe(scroller);
  }

  destroy(): void {
    this.#listeners.abort();
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
  }

  /** Something may have changed its height: stays at the end if the reader follows it. */
  settle(): void {
    this.follow();
    this.look();
  }

  /** Scrolls to the end if the reader follows it. */
  follow(): void {
    if (this.pin.pinned && this.#options.hasEnd() && distanceToEnd(this.#scroller) > 0.5) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
    }
  }

  /** Tells what is in view, before the next frame is painted. */
  look(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#options.onmoved(sights(this.#scroller));
    });
  }

  /** Scrolls by `pixels` in the name of the reader. */
  scrollBy(pixels: number): void {
    if (pixels === 0) return;
    this.pin.key(pixels < 0 ? 'up' : 'down', performance.now());
    if (pixels < 0) this.pin.set(false);
    this.#scroller.scrollTop += pixels;
  }

  #listen(): void {
    const { signal } = this.#listeners;
    const on = <K extends keyof HTMLElementEventMap>(
      type: K,
      listen: (event: HTMLElementEventMap[K]) => void,
    ): void => this.#scroller.addEventListener(type, listen, { signal, passive: true });
    const release = (event: Event): void => this.pin.hold(false, event.timeStamp);
    on('scroll', (event) => this.#scrolled(event.timeStamp));
    on('wheel', (event) => {
      if (event.ctrlKey) return;
      const canMove = event.deltaY < 0 ? this.#scroller.scrollTop > 0 : distanceToEnd(this.#scroller) > 0;
      this.pin.wheel(event.deltaY, canMove, event.timeStamp);
    });
    on('touchstart', (event) => this.pin.hold(true, event.timeStamp));
    on('touchend', release);
    on('touchcancel', release);
    on('pointerdown', (event) => {
      if (event.pointerType === 'mouse') this.pin.hold(true, event.timeStamp);
    });
    // The button may be let go anywhere.
    window.addEventListener('pointerup', release, { signal, passive: true });
    window.addEventListener('pointercancel', release, { signal, passive: true });
    on('keydown', (event) => {
      const intent = KEYS[event.key];
      if (intent !== undefined) this.pin.key(intent, event.timeStamp);
    });
  }

  #scrolled(now: number): void {
    this.pin.scrolled(this.#scroller.scrollTop, distanceToEnd(this.#scroller), now);
    this.look();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      if (this.#options.hasEnd()) this.pin.rested(distanceToEnd(this.#scroller), performance.now());
    }, Pin.rest);
  }
}
