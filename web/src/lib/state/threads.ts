// The threads that are kept in memory: those lately used, with what this browser's copy says of the others.
import type { Id, Page } from '../api/wire.ts';
import type { App } from './app.svelte.ts';
import { outliving } from './outliving.svelte.ts';
import { Thread } from './thread.svelte.ts';

/** Threads kept beside the open one. */
const KEPT = 20;
/** Threads loaded before they are opened. */
const PREFETCHED = 5;
/** After the connection, when the first page has been drawn. */
const PREFETCH_MS = 3_000;

export class Threads {
  #all = new Map<Id, Thread>();
  #copies = new Map<Id, Page>();
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  get(id: Id): Thread {
    let thread = this.#all.get(id);
    if (!thread) {
      thread = outliving(() => new Thread(this.#app, id));
      const copy = this.#copies.get(id);
      if (copy) thread.takeCopy(copy);
    }
    // The order of the map is the order of use.
    this.#all.delete(id);
    this.#all.set(id, thread);
    for (const [other, old] of this.#all) {
      if (this.#all.size <= KEPT) break;
      if (!old.isOpen && other !== id) this.#all.delete(other);
    }
    return thread;
  }

  peek(id: Id): Thread | undefined {
    return this.#all.get(id);
  }

  /** Takes the copies that this browser has. */
  takeCopies(copies: ReadonlyMap<Id, Page>): void {
    this.#copies = new Map(copies);
  }

  /** The copy of a thread's newest page. */
  copyOf(id: Id): Page | null {
    return this.#copies.get(id) ?? null;
  }

  /** The messages in memory and in the copies, for searching. */
  pages(): Map<Id, Page['messages']> {
    const pages = new Map([...this.#copies].map(([id, page]) => [id, page.messages]));
    for (const [id, thread] of this.#all)
      if (thread.status === 'ready') pages.set(id, [...thread.window.messages]);
    return pages;
  }

  /** Loads the newest pages of the groups at the top, one after the other, so that opening them shows them at once. */
  prefetch(): void {
    setTimeout(() => {
      const next = async () => {
        for (const group of this.#app.groups.list.slice(0, PREFETCHED)) {
          if (this.#app.connection.status !== 'live') return;
          await this.get(group.id).prefetch();
        }
      };
      void next();
    }, PREFETCH_MS);
  }

  drop(id: Id): void {
    this.#all.delete(id);
    this.#copies.delete(id);
  }

  clear(): void {
    this.#all.clear();
    this.#copies.clear();
  }
}
