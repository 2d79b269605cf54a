// The link by which people come into a group, and its options.
import { ApiProblem, Unreachable } from '$lib/api/index.ts';
import type { Api } from '$lib/api/client.ts';
import type { Id, Invite, InviteFields } from '$lib/api/wire.ts';

export class Invites {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  /** The link that is shown: the first that is open. */
  invite = $state.raw<Invite | null>(null);
  error = $state.raw<unknown>(null);
  readonly #api: Pick<Api, 'get' | 'post' | 'patch'>;
  readonly #group: Id;

  constructor(api: Pick<Api, 'get' | 'post' | 'patch'>, group: Id) {
    this.#api = api;
    this.#group = group;
  }

  /** Asks for the group's link; the server makes the first one. */
  async load(): Promise<void> {
    if (this.status === 'failed') this.status = 'loading';
    try {
      const all = await this.#api.get('/groups/{g}/invites', { path: { g: this.#group } });
      this.invite =
        all.find((invite) => invite.is_open) ??
        (await this.#api.post('/groups/{g}/invites', { path: { g: this.#group }, body: {} }));
      this.status = 'ready';
    } catch (error) {
      if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
      this.error = error;
      this.status = 'failed';
    }
  }

  /** Another link in the place of this one, which stops at once. */
  async reset(): Promise<void> {
    if (!this.invite) return;
    const path = { g: this.#group, i: this.invite.id };
    this.invite = await this.#api.post('/groups/{g}/invites/{i}/reset', { path });
  }

  /** Changes how the link works. */
  async change(fields: InviteFields): Promise<void> {
    if (!this.invite) return;
    const path = { g: this.#group, i: this.invite.id };
    this.invite = await this.#api.patch('/groups/{g}/invites/{i}', { path, body: fields });
  }
}
