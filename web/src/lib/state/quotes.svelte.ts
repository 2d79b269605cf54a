// Messages that are named by what is shown, but not loaded themselves: what a reply quotes, what is pinned.
import { SvelteMap } from 'svelte/reactivity';
import { ApiProblem, Unreachable } from '../api/problem.ts';
import type { Event, Id, Message } from '../api/wire.ts';
import type { App } from './app.svelte.ts';
import { reduceMessage } from './reduce.ts';

export class Quotes {
  #known = new SvelteMap<Id, Message | 'loading' | 'missing'>();
  /** Events that came while a message was on its way. */
  #meanwhile = new Map<Id, Event[]>();
  readonly #app: App;
  readonly #group: Id;

  constructor(app: App, group: Id) {
    this.#app = app;
    this.#group = group;
  }

  /** The message, or what is known of its absence. Asks the server for it when it is first wanted. */
  get(id: Id): Message | 'loading' | 'missing' {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    // Not within the reader's own computation, which may not change what it reads.
    queueMicrotask(() => void this.#load(id));
    return 'loading';
  }

  /** Takes messages that came with something else. */
  learn(messages: readonly Message[]): void {
    for (const message of messages) {
      const known = this.#known.get(message.id);
      if (typeof known !== 'object' || known.as_of < message.as_of) this.#known.set(message.id, message);
    }
  }

  /** Takes one event into account. */
  take(event: Event): void {
    for (const events of this.#meanwhile.values()) events.push(event);
    const touched = 'message' in event ? this.#known.get(event.message) : undefined;
    if (typeof touched === 'object') {
      const next = reduceMessage(touched, event);
      if (next !== touched) this.#known.set(next.id, next);
    }
  }

  /** Events were skipped: what is known may be out of date. */
  clear(): void {
    this.#known.clear();
    this.#meanwhile.clear();
  }

  async #load(id: Id): Promise<void> {
    if (this.#known.has(id)) return;
    this.#known.set(id, 'loading');
    const events: Event[] = [];
    this.#meanwhile.set(id, events);
    try {
      const path = { g: this.#group, m: id };
      const { message, profiles } = await this.#app.api.get('/groups/{g}/messages/{m}', { path });
      this.#app.profiles.learn(profiles);
      this.#known.set(id, events.reduce(reduceMessage, message));
    } catch (error) {
      if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
      if (isAbsent(error)) this.#known.set(id, 'missing');
      else this.#forgetSoon(id);
    } finally {
      this.#meanwhile.delete(id);
    }
  }

  /** Without an answer it stays `loading`; it is asked for again once there is a connection. */
  #forgetSoon(id: Id): void {
    this.#app.whenLive(() => {
      if (this.#known.get(id) === 'loading') this.#known.delete(id);
    });
  }
}

/** Whether the server says that there is no such message for me; anything else may pass. */
function isAbsent(error: ApiProblem | Unreachable): boolean {
  return error instanceof ApiProblem && (error.status === 404 || error.status === 403);
}
