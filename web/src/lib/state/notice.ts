// What happened that a person should be told in passing: material for toasts.
import type { GoneReason, Id, ProblemBody } from '../api/wire.ts';
import type { Item } from '../outbox/item.ts';

/** Why a group is mine no more; the server does not say it of one that was left, or that it has forgotten. */
export type Loss = GoneReason | 'unknown';

export type Notice =
  /** Back online, and what had waited has gone out. */
  | { kind: 'sent-after-offline'; count: number }
  /** The server refused something that was not sent yet. */
  | { kind: 'not-sent'; item: Item; problem: ProblemBody }
  /** The browser does not keep what is unsent. Told once. */
  | { kind: 'unkept' }
  /** A group is mine no more. */
  | { kind: 'gone'; group: Id; name: string; reason: Loss };

/** Those who listen. */
export class Listeners<T> {
  #all = new Set<(news: T) => void>();

  /** Adds one; the answered function takes it away. */
  add(listen: (news: T) => void): () => void {
    this.#all.add(listen);
    return () => this.#all.delete(listen);
  }

  tell(news: T): void {
    for (const listen of this.#all) listen(news);
  }
}
