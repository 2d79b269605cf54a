// What is going on in one group at this moment: who types, and which assistant holds a call. Lost signals run out by themselves.
import { SvelteMap } from 'svelte/reactivity';
import type { AssistantState, Event, Id } from '../api/wire.ts';

/** Somebody who types says so every three seconds. */
const TYPING_MS = 8_000;

type Timer = ReturnType<typeof setTimeout>;

export class Signals {
  /** Who types, with the timer that ends it. */
  #typing = new SvelteMap<Id, Timer>();
  /** The calls that assistants hold. */
  #waiting = new SvelteMap<Id, Id | null>();
  /** Calls that wait until other answers have ended, with whom they call, in the order of coming. */
  #queued = new SvelteMap<Id, Id>();

  /** Ids of those who type, in the order of beginning. */
  get typing(): Id[] {
    return [...this.#typing.keys()];
  }

  /** Assistants that hold a call, with its message. */
  get waiting(): [assistant: Id, call: Id | null][] {
    return [...this.#waiting];
  }

  /** Calls that wait for their turn. */
  get queued(): [call: Id, assistant: Id][] {
    return [...this.#queued];
  }

  /** Somebody began to type, still types, or stopped. */
  type(profile: Id, on: boolean): void {
    const timer = this.#typing.get(profile);
    if (timer) clearTimeout(timer);
    if (on)
      this.#typing.set(
        profile,
        setTimeout(() => this.#typing.delete(profile), TYPING_MS),
      );
    else this.#typing.delete(profile);
  }

  /** An assistant took up a call, or let it go; without a call: every one. */
  hold(assistant: Id, state: AssistantState, call: Id | null): void {
    if (state === 'waiting') this.#waiting.set(assistant, call);
    else this.#waiting.delete(assistant);
    if (state === 'queued' && call !== null) this.#queued.set(call, assistant);
    else
      for (const [one, by] of this.queued)
        if (by === assistant && (call ?? one) === one) this.#queued.delete(one);
  }

  /** What follows from an event: who has said it types no longer, who answers waits no longer. */
  take(event: Event): void {
    if (event.kind === 'message_posted' || event.kind === 'member_left') this.type(event.author, false);
    else if (event.kind === 'member_removed') this.type(event.member, false);
    else if (event.kind === 'run_began') this.hold(event.run.assistant, 'idle', event.run.call);
  }

  /** The connection was lost, and with it the signals that would have ended these. */
  clear(): void {
    for (const profile of this.typing) this.type(profile, false);
    this.#waiting.clear();
    this.#queued.clear();
  }
}
