// Pages that are read over REST while events arrive over the socket. The rule: what came since the request was sent is
// applied to the page again; each message leaves out what it knows (`as_of`).
import type { Event, Page } from '../api/wire.ts';
import { isNotice, reduceWindow } from './reduce.ts';
import { evict, extend, windowOf, WINDOW_MAX, type Window } from './window.ts';

/** Where a page goes: the whole part anew, or beside what is loaded. */
export type Side = 'fresh' | 'older' | 'newer';

/** One request for a page, from its sending to its landing. */
export interface Flight {
  readonly side: Side;
  /** Events that came meanwhile. */
  readonly events: Event[];
}

/** A thread's loaded part, and the pages on their way to it. */
export class Loader {
  #flights = new Set<Flight>();
  window: Window;

  constructor(window: Window) {
    this.window = window;
  }

  /** Takes one event into account. */
  take(event: Event): void {
    for (const flight of this.#flights) flight.events.push(event);
    this.window = reduceWindow(this.window, event);
  }

  /** To be called before the request is sent. */
  depart(side: Side): Flight {
    const flight = { side, events: [] };
    this.#flights.add(flight);
    return flight;
  }

  /** Whether a page for this side is on its way. */
  isAway(side: Side): boolean {
    return [...this.#flights].some((flight) => flight.side === side);
  }

  /** Merges the page that came. Returns whether it was wanted: not after `forget` or `cancel`. */
  land(flight: Flight, page: Page, max = WINDOW_MAX): boolean {
    if (!this.#flights.delete(flight)) return false;
    const side = flight.side;
    // What is beside the old part is not beside the new one.
    if (side === 'fresh') this.#flights.clear();
    const shown = { ...page, events: page.events.filter(isNotice) };
    let next = side === 'fresh' ? windowOf(shown) : extend(this.window, shown, side);
    for (const event of flight.events) next = reduceWindow(next, event);
    this.window = next;
    if (side !== 'fresh') this.trim(side === 'older' ? 'newer' : 'older', max);
    return true;
  }

  /** Lets go of messages at the far side above `max`. A page on its way to that side would leave a gap, so it is not wanted any more. */
  trim(far: 'older' | 'newer', max = WINDOW_MAX): void {
    const kept = evict(this.window, far, max);
    if (kept === this.window) return;
    this.window = kept;
    for (const flight of this.#flights) if (flight.side === far) this.#flights.delete(flight);
  }

  /** The request failed. Returns whether it was still wanted. */
  cancel(flight: Flight): boolean {
    return this.#flights.delete(flight);
  }

  /** Pages on their way are no longer wanted: another part is shown, or events were skipped that they may lack. */
  forget(): void {
    this.#flights.clear();
  }
}
