// The order of one group's events: no gaps, nothing twice, whatever the wire does.
import type { Event, Seq } from '../api/wire.ts';

/** More events than this ahead of a gap are let go; they come again with the catch-up. */
const AHEAD_MAX = 1_000;

/** One group's place in its journal. */
export class Sequence {
  epoch: number;
  /** The last event that was handed on. */
  seq: Seq;
  #ahead = new Map<Seq, Event>();
  /** The place from which the missing was last asked for, until the answer came. */
  #asked: Seq | null = null;

  constructor(epoch: number, seq: Seq) {
    this.epoch = epoch;
    this.seq = seq;
  }

  /** Takes an event; answers those that can be applied now, in their order. */
  receive(event: Event): Event[] {
    if (event.seq <= this.seq) return [];
    this.#ahead.set(event.seq, event);
    const ready: Event[] = [];
    for (let next = this.#ahead.get(this.seq + 1); next; next = this.#ahead.get(this.seq + 1)) {
      this.#ahead.delete(next.seq);
      this.seq = next.seq;
      ready.push(next);
    }
    if (this.#ahead.size > AHEAD_MAX) this.#ahead = new Map([...this.#ahead].slice(0, 1));
    return ready;
  }

  /** Whether to ask for what is missing now; true once for each gap, until `caughtUp`. */
  shouldAsk(): boolean {
    if (this.#ahead.size === 0 || this.#asked !== null) return false;
    this.#asked = this.seq;
    return true;
  }

  /**
   * The server says that it has sent everything up to `head`. Answers what to do: nothing, ask once more, or, where asking
   * has brought nothing, ask for the whole view.
   */
  caughtUp(head: Seq): 'nothing' | 'ask' | 'view' {
    const before = this.#asked;
    this.#asked = null;
    if (this.seq >= head && this.#ahead.size === 0) return 'nothing';
    if (before === this.seq) return 'view';
    this.#asked = this.seq;
    return 'ask';
  }

  /** The view of a group took the place of everything before. */
  jump(epoch: number, seq: Seq): void {
    const isSameHistory = epoch === this.epoch;
    this.epoch = epoch;
    this.seq = seq;
    this.#asked = null;
    this.#ahead = new Map(isSameHistory ? [...this.#ahead].filter(([place]) => place > seq) : []);
  }

  /** Events that a jump made applicable. */
  drain(): Event[] {
    const first = this.#ahead.get(this.seq + 1);
    return first ? this.receive(first) : [];
  }

  /** The connection was lost, and with it what was asked. */
  disconnected(): void {
    this.#asked = null;
    this.#ahead.clear();
  }
}
