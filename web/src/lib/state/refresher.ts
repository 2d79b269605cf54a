// Asks the server what events do not say: how far others have read, what I did on other devices, whether I am still known.
import { ApiProblem, Unreachable } from '../api/problem.ts';
import type { Id } from '../api/wire.ts';
import type { App } from './app.svelte.ts';

/** Many browsers come back in the same moment; their questions need not. */
const SPREAD_MS = 1_500;
const PAUSE_MS = 500;
/** The question who I am is asked again with every so many failures. */
const EVERY = 5;

type Timer = ReturnType<typeof setTimeout>;

export class Refresher {
  readonly #app: App;
  #groups = new Set<Id>();
  #timer: Timer | null = null;
  #allTimer: Timer | null = null;

  constructor(app: App) {
    this.#app = app;
  }

  /** One group's view is wanted; several wishes in a short time are one question each. */
  one(group: Id): void {
    this.#groups.add(group);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      // The server counts what it was told.
      this.#app.reads.flush();
      const groups = [...this.#groups];
      this.#groups.clear();
      for (const id of groups) void this.#quietly(() => this.#ask(id));
    }, PAUSE_MS);
  }

  /** All groups' views are wanted. */
  all(): void {
    if (this.#allTimer) clearTimeout(this.#allTimer);
    this.#allTimer = setTimeout(() => void this.#quietly(() => this.#askAll()), Math.random() * SPREAD_MS);
  }

  additions(): void {
    void this.#quietly(() => this.#app.additions.reload());
  }

  /** Nobody answers the socket: perhaps the session has ended, which a refused handshake does not say. */
  ask(failures: number): void {
    if (failures % EVERY === 1) void this.#quietly(() => this.#app.api.get('/sessions'));
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#allTimer) clearTimeout(this.#allTimer);
    this.#timer = this.#allTimer = null;
    this.#groups.clear();
  }

  async #ask(id: Id): Promise<void> {
    const view = await this.#app.api.get('/groups/{g}', { path: { g: id } });
    this.#app.groups.get(id)?.takeView(view, 'answer');
  }

  async #askAll(): Promise<void> {
    const known = this.#app.groups.all();
    const views = await this.#app.api.get('/groups');
    const mine = new Set(views.map((view) => view.group.id));
    for (const view of views) this.#app.groups.put(view, 'answer');
    for (const group of known) if (!mine.has(group.id)) this.#app.gone(group.id, 'unknown');
  }

  /** The next connection asks again; a session that has ended was told to the app already. */
  async #quietly(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Unreachable) && !(error instanceof ApiProblem)) throw error;
      console.warn('Something that was to be brought up to date could not be.', error.message);
    }
  }
}
