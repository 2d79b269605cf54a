// Asks whether a username can be had while it is typed.
import { ApiProblem, isAbort, Unreachable } from '$lib/api/index.ts';
import { isUsernameClean, USERNAME_MAX, USERNAME_MIN } from './names.ts';

/** Long enough for a word to be finished. */
const PAUSE_MS = 300;

/** What the server says of one. */
export type AskUsername = (
  username: string,
  signal: AbortSignal,
) => Promise<{ available: boolean; problem: string | null }>;

export class UsernameCheck {
  /** `unasked`: too short, one's own, or the server did not say; the form finds out. */
  state = $state<'unasked' | 'checking' | 'free' | 'refused'>('unasked');
  /** The slug of what is in the way, while `refused`. */
  slug = $state('');
  readonly #ask: AskUsername;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | null = null;

  constructor(ask: AskUsername) {
    this.#ask = ask;
  }

  /** Looks at what is typed now. `own` is the username one has already. */
  look(username: string, own = ''): void {
    this.stop();
    if (!isUsernameClean(username) || username.length > USERNAME_MAX) this.#refuse('username-invalid');
    else if (username.length < USERNAME_MIN || username === own) this.state = 'unasked';
    else {
      this.state = 'checking';
      this.#timer = setTimeout(() => void this.#check(username), PAUSE_MS);
    }
  }

  /** Asks no more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = null;
  }

  async #check(username: string): Promise<void> {
    const asking = (this.#asking = new AbortController());
    try {
      const { available, problem } = await this.#ask(username, asking.signal);
      if (asking.signal.aborted) return;
      if (available) this.state = 'free';
      else this.#refuse(problem ?? 'username-taken');
    } catch (error) {
      if (isAbort(error) || asking.signal.aborted) return;
      if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
      // A hint that cannot be had is no obstacle: sending the form asks again.
      this.state = 'unasked';
    }
  }

  #refuse(slug: string): void {
    this.slug = slug;
    this.state = 'refused';
  }
}
