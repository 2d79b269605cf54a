// Takes frames as they come and hands them on at most once per picture, so that a storm of events or a quick model costs
// one update of the page and not a thousand.

/** A pause, after which the next thing need not wait for a picture; also the shortest time between hand-overs while hidden. */
const FRAME_MS = 33;

/** Gathers what arrives. The first thing after a pause goes through at once; what follows waits for the next frame. */
export class Gate<T> {
  #waiting: T[] = [];
  #isScheduled = false;
  #last = -Infinity;
  readonly #nextFrame: (flush: () => void) => void;
  readonly #deliver: (things: T[]) => void;

  constructor(nextFrame: (flush: () => void) => void, deliver: (things: T[]) => void) {
    this.#nextFrame = nextFrame;
    this.#deliver = deliver;
  }

  /** Takes one thing; the order is kept. */
  push(thing: T): void {
    this.#waiting.push(thing);
    if (this.#isScheduled) return;
    if (performance.now() - this.#last >= FRAME_MS) {
      this.flush();
      return;
    }
    this.#isScheduled = true;
    this.#nextFrame(() => {
      this.#isScheduled = false;
      this.flush();
    });
  }

  /** Hands on what waits, now. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const things = this.#waiting;
    this.#waiting = [];
    this.#last = performance.now();
    this.#deliver(things);
  }

  /** Forgets what waits: the connection it came over is gone. */
  clear(): void {
    this.#waiting = [];
  }
}
