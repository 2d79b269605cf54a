// Everybody who has been seen: members, assistants, authors who left.
import { SvelteMap } from 'svelte/reactivity';
import type { Id, Profile } from '../api/wire.ts';

export class Profiles {
  #known = new SvelteMap<Id, Profile>();

  /** A profile, if it has been seen. */
  get(id: Id): Profile | undefined {
    return this.#known.get(id);
  }

  /** The name to show; empty while unknown. */
  name(id: Id): string {
    return this.#known.get(id)?.name ?? '';
  }

  /** Takes profiles as the server says them now. */
  learn(profiles: readonly Profile[]): void {
    for (const profile of profiles) {
      const known = this.#known.get(profile.id);
      if (!known || !isSame(known, profile)) this.#known.set(profile.id, profile);
    }
  }

  /** Forgets everybody: another person signed in. */
  clear(): void {
    this.#known.clear();
  }
}

function isSame(a: Profile, b: Profile): boolean {
  return a.name === b.name && a.username === b.username && a.photo === b.photo && a.kind === b.kind;
}
