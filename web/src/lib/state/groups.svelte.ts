// My groups, in the order of the sidebar.
import { SvelteMap } from 'svelte/reactivity';
import type { GroupView, Id } from '../api/wire.ts';
import { uuidv7 } from '../outbox/uuid.ts';
import type { App } from './app.svelte.ts';
import { GroupState, type Source } from './group.svelte.ts';
import type { Loss } from './notice.ts';
import { outliving } from './outliving.svelte.ts';

export class Groups {
  /** Whether the list can be shown: it is known from this browser's copy or from the server. */
  ready = $state(false);
  #known = new SvelteMap<Id, GroupState>();
  #gone = new SvelteMap<Id, Loss>();
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  #sorted: readonly GroupState[] = $derived.by(() => [...this.#known.values()].sort(inOrder));
  /** Pinned first, then by the last activity; without archived ones. */
  list: readonly GroupState[] = $derived(this.#sorted.filter((group) => !group.preferences.is_archived));
  archived: readonly GroupState[] = $derived(this.#sorted.filter((group) => group.preferences.is_archived));
  /** Over all groups that notify; of a group muted except for mentions only these. */
  totals: { unread: number; mentions: number } = $derived.by(() => {
    const totals = { unread: 0, mentions: 0 };
    for (const { isMuted, preferences, unread } of this.#known.values()) {
      const notifiesMentions = !isMuted || (preferences.mute?.except_mentions ?? false);
      if (notifiesMentions) totals.mentions += unread.mentions;
      if (!isMuted) totals.unread += unread.count;
      else if (notifiesMentions) totals.unread += unread.mentions;
    }
    return totals;
  });

  /** Every group of mine. */
  all(): GroupState[] {
    return [...this.#known.values()];
  }

  get(id: Id): GroupState | undefined {
    return this.#known.get(id);
  }

  /** Why a group that was here is not any more. */
  goneReason(id: Id): Loss | undefined {
    return this.#gone.get(id);
  }

  /** Makes a group and answers it. */
  async create(name: string): Promise<GroupState> {
    const view = await this.#app.api.post('/groups', { body: { id: uuidv7(), name } });
    return this.put(view, 'answer');
  }

  /** The next (1) or previous (-1) group of the list; from a group that is not in it, the first or last. */
  neighbour(id: Id | null, step: 1 | -1, unreadOnly = false): GroupState | undefined {
    const list = this.list;
    const here = list.findIndex((group) => group.id === id);
    const start = here === -1 && step === -1 ? list.length : here;
    for (let at = start + step; at >= 0 && at < list.length; at += step) {
      const group = list[at];
      if (group && (!unreadOnly || group.unread.count > 0)) return group;
    }
    return undefined;
  }

  /** Reads everything. */
  markAllRead(): void {
    for (const group of this.#known.values()) group.markRead();
  }

  /** Takes the view of a group of mine. */
  put(view: GroupView, source: Source): GroupState {
    const known = this.#known.get(view.group.id);
    this.#gone.delete(view.group.id);
    if (known) {
      known.takeView(view, source);
      return known;
    }
    this.#app.profiles.learn(view.profiles);
    const group = outliving(() => new GroupState(this.#app, view, source));
    this.#known.set(view.group.id, group);
    return group;
  }

  /** A group is mine no more. */
  remove(id: Id, reason: Loss): void {
    this.#known.get(id)?.signals.clear();
    this.#known.delete(id);
    this.#gone.set(id, reason);
  }

  /** Forgets everything: another person signed in. */
  clear(): void {
    for (const group of this.#known.values()) group.signals.clear();
    this.#known.clear();
    this.#gone.clear();
    this.ready = false;
  }
}

function inOrder(a: GroupState, b: GroupState): number {
  const pinned = Number(b.preferences.is_pinned) - Number(a.preferences.is_pinned);
  return pinned || b.lastActivity - a.lastActivity || (a.id < b.id ? -1 : 1);
}
