// Who is there.
import { SvelteMap } from 'svelte/reactivity';
import type { Id, Presence } from '../api/wire.ts';

export class Presences {
  #known = new SvelteMap<Id, Presence>();

  /** How somebody is there; offline where nothing is known, which is also what hiding looks like. */
  of(profile: Id): Presence {
    return this.#known.get(profile) ?? { profile, state: 'offline', last_seen: null };
  }

  /** Takes what the server says of one person. */
  take(presence: Presence): void {
    this.#known.set(presence.profile, presence);
  }

  /** Takes a group's list: those of `members` who are not on it are offline. */
  takeList(members: readonly Id[], online: readonly Presence[]): void {
    const listed = new Set(online.map((presence) => presence.profile));
    for (const member of members) {
      const known = this.#known.get(member);
      if (known && known.state !== 'offline' && !listed.has(member)) {
        this.#known.set(member, { ...known, state: 'offline' });
      }
    }
    for (const presence of online) this.take(presence);
  }

  clear(): void {
    this.#known.clear();
  }
}
