/** What has been read: rows at least half in view for a second, in a window that has the focus. */

/** How long a row must be in view, in milliseconds. */
export const READING_TIME = 1_000;

/** Notes since when rows are in view. Times are milliseconds of one clock. */
export class ReadTracker {
  readonly #since = new Map<string, number>();
  readonly #read = new Set<string>();

  /** Whether a row is in view that has not been read. */
  get isWaiting(): boolean {
    return this.#since.size > 0;
  }

  /** `keys` are the rows in view now; none, when nobody looks. Gives the rows that have been read by now. */
  look(keys: readonly string[], now: number): string[] {
    const inView = new Set(keys);
    for (const key of this.#since.keys()) if (!inView.has(key)) this.#since.delete(key);
    const done: string[] = [];
    for (const key of keys) {
      if (this.#read.has(key)) continue;
      const since = this.#since.get(key);
      if (since === undefined) this.#since.set(key, now);
      else if (now - since >= READING_TIME) {
        this.#since.delete(key);
        this.#read.add(key);
        done.push(key);
      }
    }
    return done;
  }
}
