// Carries unsent actions: posts over the socket, everything else over REST.
import { ApiProblem, Unreachable } from '../api/problem.ts';
import type { Id, Seq } from '../api/wire.ts';
import type { Item } from '../outbox/item.ts';
import type { Courier } from '../outbox/lanes.ts';
import type { App } from './app.svelte.ts';

/** Longer than a committed message takes on a busy server. */
const ACK_MS = 15_000;

interface Waiting {
  resolve: (seq: Seq) => void;
  reject: (error: Error) => void;
}

export class SocketCourier implements Courier {
  readonly #app: App;
  #waiting = new Map<Id, Waiting>();

  constructor(app: App) {
    this.#app = app;
  }

  isReady(): boolean {
    const { connection, session, feed } = this.#app;
    return connection.status === 'live' && session.status === 'signed-in' && feed.isCaughtUp;
  }

  async deliver(item: Item): Promise<Seq> {
    const { action, group } = item;
    const { api } = this.#app;
    if (action.kind === 'post') return this.#post(item);
    const path = { g: group, m: action.message };
    if (action.kind === 'edit') {
      return (await api.patch('/groups/{g}/messages/{m}', { path, body: { body: action.body } })).seq;
    }
    if (action.kind === 'delete') return this.#delete(path);
    const reaction = { path: { ...path, emoji: action.emoji } };
    const answer = action.on
      ? await api.put('/groups/{g}/messages/{m}/reactions/{emoji}', reaction)
      : await api.delete('/groups/{g}/messages/{m}/reactions/{emoji}', reaction);
    return answer.seq;
  }

  /** The server has kept a post. */
  acknowledged(ref: Id, seq: Seq): void {
    this.#settle(ref)?.resolve(seq);
  }

  /** The server has refused a post. */
  refused(ref: Id, problem: ApiProblem): void {
    this.#settle(ref)?.reject(problem);
  }

  /** The connection was lost: whether a post arrived is not known, and it is sent again. */
  disconnected(): void {
    for (const ref of [...this.#waiting.keys()]) {
      this.#settle(ref)?.reject(new Unreachable('The connection was lost.'));
    }
  }

  #post({ id, group, action }: Item): Promise<Seq> {
    if (action.kind !== 'post') throw new TypeError('Only posts go over the socket.');
    const content = action.forward ? { forward: action.forward } : action.body ? { body: action.body } : {};
    const reply = action.reply_to ? { reply_to: action.reply_to } : {};
    const frame = { type: 'post', ref: id, group, message: action.message, ...content, ...reply } as const;
    return new Promise((resolve, reject) => {
      if (!this.#app.connection.send(frame)) {
        reject(new Unreachable('There is no connection.'));
        return;
      }
      const timer = setTimeout(() => this.refusedByTime(id), ACK_MS);
      const done = () => clearTimeout(timer);
      this.#waiting.set(id, {
        resolve: (seq) => (done(), resolve(seq)),
        reject: (error) => (done(), reject(error)),
      });
    });
  }

  /** Nobody answered in time. */
  private refusedByTime(ref: Id): void {
    this.#settle(ref)?.reject(new Unreachable('The server did not acknowledge in time.'));
  }

  async #delete(path: { g: Id; m: Id }): Promise<Seq> {
    try {
      return (await this.#app.api.delete('/groups/{g}/messages/{m}', { path })).seq;
    } catch (error) {
      // Somebody was faster, which is what I wanted.
      if (error instanceof ApiProblem && error.slug === 'message-deleted') return 0;
      throw error;
    }
  }

  #settle(ref: Id): Waiting | undefined {
    const waiting = this.#waiting.get(ref);
    this.#waiting.delete(ref);
    return waiting;
  }
}
