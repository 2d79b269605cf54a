// What of a group is known only to whoever asks: its links, who waits at the door, and its models.
import type { Addition, Id, Invite, InviteFields, JoinRequest, ModelChoice } from '$lib/api/index.ts';
import type { App } from '$lib/state/app.svelte.ts';
import type { GroupState } from '$lib/state/index.ts';
import { Asked } from './asked.svelte.ts';

/** The group's door and its models. Each deed rejects with `ApiProblem` or `Unreachable` and then has changed nothing. */
export class GroupDesk {
  readonly app: App;
  readonly group: GroupState;
  /** Oldest first; never empty once it is known. */
  readonly links: Asked<Invite[]>;
  /** People who opened a link that needs a yes. */
  readonly requests: Asked<JoinRequest[]>;
  /** People who were added and have not answered. */
  readonly additions: Asked<Addition[]>;
  readonly models: Asked<ModelChoice[]>;

  constructor(app: App, group: GroupState) {
    this.app = app;
    this.group = group;
    const { api } = app;
    const path = { g: group.id };
    this.links = new Asked(() => api.get('/groups/{g}/invites', { path }));
    this.requests = new Asked(() => api.get('/groups/{g}/requests', { path }));
    this.additions = new Asked(() => api.get('/groups/{g}/additions', { path }));
    this.models = new Asked(() => api.get('/groups/{g}/models', { path }));
  }

  /** The names of models by id; empty until they are known. */
  modelNames: ReadonlyMap<Id, string> = $derived.by(
    () => new Map((this.models.value ?? []).map((model) => [model.id, model.name])),
  );
  /** Whether the group has as many people as it may have. */
  isFull: boolean = $derived.by(
    () => this.group.people.length >= (this.app.session.instance?.member_limit ?? Infinity),
  );

  async makeLink(body: InviteFields): Promise<void> {
    const made = await this.app.api.post('/groups/{g}/invites', { path: this.#path, body });
    this.links.take([...(this.links.value ?? []), made]);
  }
  async changeLink(id: Id, body: InviteFields): Promise<void> {
    const path = { ...this.#path, i: id };
    this.#replace(await this.app.api.patch('/groups/{g}/invites/{i}', { path, body }));
  }
  /** The old address stops at once. */
  async resetLink(id: Id): Promise<void> {
    const path = { ...this.#path, i: id };
    this.#replace(await this.app.api.post('/groups/{g}/invites/{i}/reset', { path }));
  }
  async removeLink(id: Id): Promise<void> {
    await this.app.api.delete('/groups/{g}/invites/{i}', { path: { ...this.#path, i: id } });
    const left = (this.links.value ?? []).filter((link) => link.id !== id);
    this.links.take(left);
    // The group never goes without a link: the server makes a plain one when it is asked.
    if (left.length === 0) await this.links.load();
  }

  /** Asks a person of this server in. */
  async add(username: string): Promise<Addition> {
    const added = await this.app.api.post('/groups/{g}/additions', { path: this.#path, body: { username } });
    const others = (this.additions.value ?? []).filter((one) => one.profile.id !== added.profile.id);
    this.additions.take([...others, added]);
    return added;
  }
  /** Takes the question back. */
  async withdraw(profile: Id): Promise<void> {
    await this.app.api.delete('/groups/{g}/additions/{p}', { path: { ...this.#path, p: profile } });
    this.additions.take((this.additions.value ?? []).filter((one) => one.profile.id !== profile));
  }

  async approve(profile: Id): Promise<void> {
    await this.app.api.post('/groups/{g}/requests/{p}/approve', { path: { ...this.#path, p: profile } });
    this.#answered(profile);
  }
  async decline(profile: Id): Promise<void> {
    await this.app.api.post('/groups/{g}/requests/{p}/decline', { path: { ...this.#path, p: profile } });
    this.#answered(profile);
  }

  get #path(): { g: Id } {
    return { g: this.group.id };
  }

  #replace(link: Invite): void {
    this.links.take((this.links.value ?? []).map((one) => (one.id === link.id ? link : one)));
  }

  #answered(profile: Id): void {
    this.requests.take((this.requests.value ?? []).filter((one) => one.profile.id !== profile));
  }
}
