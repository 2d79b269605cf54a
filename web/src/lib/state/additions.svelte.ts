// Groups that somebody added me to, and that I have not answered yet.
import type { Id, MyAddition } from '../api/wire.ts';
import type { App } from './app.svelte.ts';

export class Additions {
  items = $state.raw<readonly MyAddition[]>([]);
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  async reload(): Promise<void> {
    this.items = await this.#app.api.get('/additions');
  }

  /** Says yes. The group is mine then. */
  async accept(group: Id): Promise<void> {
    const view = await this.#app.api.post('/additions/{g}/accept', { path: { g: group } });
    this.#app.groups.put(view, 'answer');
    this.#drop(group);
  }

  /** Says no. */
  async decline(group: Id): Promise<void> {
    await this.#app.api.post('/additions/{g}/decline', { path: { g: group } });
    this.#drop(group);
  }

  clear(): void {
    this.items = [];
  }

  #drop(group: Id): void {
    this.items = this.items.filter((item) => item.group !== group);
  }
}
