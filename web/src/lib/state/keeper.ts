// Keeps copies of what is shown, a little after it changed, and reads them when the app begins.
import type { Id, Page } from '../api/wire.ts';
import { ACCOUNT_KEY } from './account.ts';
import type { App } from './app.svelte.ts';

const PAUSE_MS = 4_000;

export class Keeper {
  readonly #app: App;
  #changed = new Set<Id>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(app: App) {
    this.#app = app;
  }

  start(): void {
    this.#app.host.onLeaving(() => void this.#keep());
    this.#app.host.onShelf((key, text) => {
      // Another tab signed out, or somebody in: this one must not go on showing what it has.
      if (key === ACCOUNT_KEY && (text ?? '') !== this.#app.me) void this.#app.becameSomebodyElse();
    });
  }

  /** Shows the copies of an account. */
  async load(account: Id): Promise<void> {
    const rows = await this.#app.cache.groups(account);
    if (this.#app.me !== account || this.#app.groups.ready) return;
    const pages = new Map<Id, Page>();
    for (const { view, page } of rows) {
      this.#app.groups.put(view, 'copy');
      if (!page) continue;
      pages.set(view.group.id, page);
      this.#app.profiles.learn(page.profiles);
    }
    this.#app.takeCopies(pages);
    if (rows.length > 0) this.#app.groups.ready = true;
  }

  /** A group changed. */
  soon(group: Id): void {
    this.#changed.add(group);
    this.#timer ??= setTimeout(() => void this.#keep(), PAUSE_MS);
  }

  /** The server has named all groups of mine: copies of others are out of date. */
  dropOthers(): void {
    for (const group of this.#app.groups.all()) if (group.isCopy) this.#app.gone(group.id, 'unknown');
  }

  async #keep(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const account = this.#app.me;
    if (this.#app.session.status !== 'signed-in' || account === '') return;
    const rows = [...this.#changed].flatMap((id) => {
      const group = this.#app.groups.get(id);
      if (!group) return [];
      const page = this.#app.loadedThread(id)?.toPage(group.sequence.seq) ?? this.#app.copyOf(id);
      return [{ account, group: id, view: group.toView(), page }];
    });
    this.#changed.clear();
    if (rows.length > 0) await this.#app.cache.keep(rows);
  }
}
