// What a member does with a group. What follows comes back as events or as the answer's view.
import type {
  GroupView,
  Id,
  Mode,
  Newcomers,
  Preferences,
  PreferencesView,
  Seq,
  SettingsRight,
} from '../api/wire.ts';
import type { App } from './app.svelte.ts';

/** The doings of `GroupState`; each rejects with `ApiProblem` or `Unreachable` and then has changed nothing. */
export abstract class GroupDeeds {
  protected abstract get app(): App;
  abstract get id(): Id;
  /** The place of the last message. */
  protected abstract get lastSeq(): Seq;
  abstract takeView(view: GroupView, source: 'answer'): void;
  abstract takePreferences(view: PreferencesView): void;

  async rename(name: string): Promise<void> {
    this.#take(await this.app.api.patch('/groups/{g}', { path: this.#path, body: { name } }));
  }
  async setNewcomers(newcomers: Newcomers): Promise<void> {
    this.#take(await this.app.api.patch('/groups/{g}', { path: this.#path, body: { newcomers } }));
  }
  /** Whether only models on machines of this house answer. */
  async setLocalModelsOnly(local_models_only: boolean): Promise<void> {
    this.#take(await this.app.api.patch('/groups/{g}', { path: this.#path, body: { local_models_only } }));
  }
  async setSettingsRight(settings_right: SettingsRight): Promise<void> {
    this.#take(await this.app.api.patch('/groups/{g}', { path: this.#path, body: { settings_right } }));
  }
  /** The bytes of a picture. */
  async setPhoto(picture: Blob): Promise<void> {
    this.#take(await this.app.api.put('/groups/{g}/photo', { path: this.#path, body: picture }));
  }
  async removePhoto(): Promise<void> {
    this.#take(await this.app.api.delete('/groups/{g}/photo', { path: this.#path }));
  }
  /** `model: null` is the instance's default. */
  async setSeat(assistant: Id, change: { mode?: Mode; model?: Id | null }): Promise<void> {
    const path = { ...this.#path, a: assistant };
    this.#take(await this.app.api.patch('/groups/{g}/seats/{a}', { path, body: change }));
  }

  async leave(): Promise<void> {
    await this.app.api.post('/groups/{g}/leave', { path: this.#path });
    this.app.gone(this.id, 'left');
  }
  /** For all; `name` as the creator typed it. */
  async delete(name: string): Promise<void> {
    await this.app.api.delete('/groups/{g}', { path: this.#path, body: { name } });
    this.app.gone(this.id, 'deleted');
  }
  async removeMember(profile: Id): Promise<void> {
    await this.app.api.delete('/groups/{g}/members/{p}', { path: { ...this.#path, p: profile } });
  }
  /** Within ten seconds, by who removed. */
  async undoRemoval(profile: Id): Promise<void> {
    await this.app.api.post('/groups/{g}/members/{p}/undo-removal', { path: { ...this.#path, p: profile } });
  }
  /** Lets somebody come back by a link. */
  async liftRemoval(profile: Id): Promise<void> {
    await this.app.api.delete('/groups/{g}/removed/{p}', { path: { ...this.#path, p: profile } });
  }
  async pinMessage(message: Id): Promise<void> {
    await this.app.api.put('/groups/{g}/messages/{m}/pin', { path: { ...this.#path, m: message } });
  }
  async unpinMessage(message: Id): Promise<void> {
    await this.app.api.delete('/groups/{g}/messages/{m}/pin', { path: { ...this.#path, m: message } });
  }

  /** `until: null`: for ever. */
  async mute(until: Date | null, exceptMentions = false): Promise<void> {
    const mute = { until: until?.toISOString() ?? null, except_mentions: exceptMentions };
    await this.prefer({ mute });
  }
  async unmute(): Promise<void> {
    await this.prefer({ mute: null });
  }
  /** Keeps the group at the top of the list. */
  async pin(on: boolean): Promise<void> {
    await this.prefer({ is_pinned: on });
  }
  /** Keeps the group out of the list. */
  async archive(on: boolean): Promise<void> {
    await this.prefer({ is_archived: on });
  }
  /** Marks what stands from `seq` on as unread; the last message where none is said. It stays so until I read on. */
  async markUnread(seq = this.lastSeq): Promise<void> {
    this.app.loadedThread(this.id)?.pauseReads();
    // What was read and not yet told would clear the mark.
    this.app.reads.forget(this.id);
    await this.prefer({ unread_from: seq });
  }
  /** Changes my own settings of this group. */
  async prefer(change: { [K in keyof Preferences]?: Preferences[K] }): Promise<void> {
    this.takePreferences(
      await this.app.api.patch('/groups/{g}/preferences', { path: this.#path, body: change }),
    );
  }

  get #path(): { g: Id } {
    return { g: this.id };
  }

  #take(view: GroupView): void {
    this.takeView(view, 'answer');
  }
}
