// A profile that is being filled in: nothing is sent until the whole form is.
import type { Profile } from '$lib/api/wire.ts';
import type { Session } from '$lib/state/session.svelte.ts';
import { photoUrl } from '$lib/api/index.ts';

export class ProfileDraft {
  readonly id: string;
  readonly ownUsername: string;
  name = $state('');
  username = $state('');
  /** Whether the username can be had, as far as is known. */
  usable = $state(true);
  /** The form was sent once: what is missing may be said. */
  tried = $state(false);
  /** The photo as it would be: an address. */
  src = $state<string | null>(null);
  readonly #before: Profile;
  #picture: Blob | null = null;
  #isRemoved = false;

  constructor(profile: Profile) {
    this.#before = profile;
    this.id = profile.id;
    this.name = profile.name;
    this.username = this.ownUsername = profile.username;
    this.src = profile.photo && photoUrl(profile.photo, 'large');
  }

  choose(picture: Blob): void {
    this.#release();
    this.#picture = picture;
    this.#isRemoved = false;
    this.src = URL.createObjectURL(picture);
  }

  remove(): void {
    this.#release();
    this.#picture = null;
    this.#isRemoved = true;
    this.src = null;
  }

  /** Sends what was changed. What was sent is not sent again when a later part fails. */
  async save(session: Pick<Session, 'update' | 'setPhoto' | 'removePhoto'>): Promise<void> {
    const name = this.name.trim();
    const changes = {
      ...(name !== this.#before.name && { name }),
      ...(this.username !== this.ownUsername && { username: this.username }),
    };
    if (Object.keys(changes).length > 0) await session.update(changes);
    if (this.#picture) await session.setPhoto(this.#picture);
    else if (this.#isRemoved && this.#before.photo) await session.removePhoto();
    this.#release();
  }

  #release(): void {
    if (this.src?.startsWith('blob:')) URL.revokeObjectURL(this.src);
  }
}
