// Tells the server how far I have read: at most once a second, and later where there is no connection.
import type { ClientFrame, Id, Seq } from '../api/wire.ts';

const PAUSE_MS = 1_000;

export class ReadReports {
  readonly #send: (frame: ClientFrame) => boolean;
  /** What was reported since the page was opened, by group. */
  #read = new Map<Id, Seq>();
  #open = new Set<Id>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(send: (frame: ClientFrame) => boolean) {
    this.#send = send;
  }

  /** I have read up to `seq`. */
  report(group: Id, seq: Seq): void {
    if (seq <= (this.#read.get(group) ?? 0)) return;
    this.#read.set(group, seq);
    this.#open.add(group);
    this.#timer ??= setTimeout(() => this.flush(), PAUSE_MS);
  }

  /** Sends what has not been sent, now. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (const group of this.#open) {
      const seq = this.#read.get(group) ?? 0;
      if (this.#send({ type: 'read', group, seq })) this.#open.delete(group);
    }
  }

  /** What was read of a group and is not told yet never is; what was told may be reported again. */
  forget(group: Id): void {
    this.#read.delete(group);
    this.#open.delete(group);
  }

  clear(): void {
    this.#read.clear();
    this.#open.clear();
  }
}
