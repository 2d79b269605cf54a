// Short notes that something was done, with a way back. They wait while somebody reads them.
import { untrack } from 'svelte';

/** What a toast says and offers. */
export interface ToastOptions {
  tone?: 'neutral' | 'ok' | 'danger';
  /** One thing to do about it. */
  action?: { label: string; run: () => void };
  /** Milliseconds; at least 6,000, because people read at different speeds. */
  duration?: number;
  /** Called once when it went away without its action having been used. Such a toast is never pushed out by others. */
  onexpire?: () => void;
}

export interface Toast extends ToastOptions {
  id: number;
  text: string;
}

/** The shortest life of a toast, in milliseconds. */
export const SHORTEST_MS = 6_000;
/** More than this many at once is noise; the oldest goes, unless its end means something. */
const MOST = 3;

interface Clock {
  timer: ReturnType<typeof setTimeout> | undefined;
  remaining: number;
  since: number;
}

export class ToastState {
  /** The toasts on screen, oldest first. Reactive. */
  all = $state.raw<readonly Toast[]>([]);
  readonly #clocks = new Map<number, Clock>();
  #next = 0;
  #paused = false;

  add(text: string, options: ToastOptions = {}): number {
    const toast: Toast = { ...options, text, id: this.#next++ };
    // Effects show toasts, and must not run again because one came or went.
    this.all = [...untrack(() => this.all), toast];
    const remaining = Math.max(options.duration ?? SHORTEST_MS, SHORTEST_MS);
    this.#clocks.set(toast.id, { timer: undefined, remaining, since: 0 });
    if (!this.#paused) this.#run(toast.id);
    const before = untrack(() => this.all).slice(0, -1);
    const oldest = before.length < MOST ? undefined : before.find(({ onexpire }) => !onexpire);
    if (oldest) this.dismiss(oldest.id);
    return toast.id;
  }

  /** Takes a toast away as if its time were over. */
  dismiss(id: number): void {
    this.#remove(id)?.onexpire?.();
  }

  /** Uses the action of a toast. */
  act(id: number): void {
    this.#remove(id)?.action?.run();
  }

  /** Holds all clocks while the pointer or the focus is on the toasts. */
  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    for (const clock of this.#clocks.values()) {
      clearTimeout(clock.timer);
      clock.remaining -= Date.now() - clock.since;
    }
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    for (const id of this.#clocks.keys()) this.#run(id);
  }

  #run(id: number): void {
    const clock = this.#clocks.get(id);
    if (!clock) return;
    clock.since = Date.now();
    clock.timer = setTimeout(() => this.dismiss(id), clock.remaining);
  }

  #remove(id: number): Toast | undefined {
    const all = untrack(() => this.all);
    const toast = all.find((other) => other.id === id);
    clearTimeout(this.#clocks.get(id)?.timer);
    this.#clocks.delete(id);
    this.all = all.filter((other) => other.id !== id);
    return toast;
  }
}

export const toasts = new ToastState();

/** Shows a toast and returns its id. */
export function toast(text: string, options: ToastOptions = {}): number {
  return toasts.add(text, options);
}
