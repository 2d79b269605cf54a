// One clock for every relative time on screen: it ticks each half minute, and only while somebody looks.

const TICK_MS = 30_000;

class Now {
  #value = $state(Date.now());
  #watchers = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Milliseconds since 1970, at most half a minute old. Reactive while at least one component watches. */
  get value(): number {
    return this.#value;
  }

  /** Keeps the clock going; returns how to stop. */
  watch(): () => void {
    this.#value = Date.now();
    this.#watchers += 1;
    this.#timer ??= setInterval(() => (this.#value = Date.now()), TICK_MS);
    return () => {
      this.#watchers -= 1;
      if (this.#watchers > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }
}

export const now = new Now();
