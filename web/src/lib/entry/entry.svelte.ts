// The way in: what strangers need of the server, without the state of members, which weighs more than a page for strangers may.
// Whoever came in has a cookie; the state begins with it.
import { createApi, type Api } from '../api/client.ts';
import { ApiProblem, Unreachable } from '../api/problem.ts';
import type { Id, Instance, Me } from '../api/wire.ts';
import { browserShelf } from '../live/shelf.ts';
import { dismissOthers } from '../state/account.ts';

export class Entry {
  /** `starting` until the server has said who asks. */
  status = $state<'starting' | 'signed-out' | 'signed-in'>('starting');
  me = $state.raw<Me | null>(null);
  instance = $state.raw<Instance | null>(null);
  /** Why the server could not be asked. */
  problem = $state.raw<unknown>(null);
  readonly api: Api;
  readonly #known: (account: Id) => void;

  /** `known` hears who asks, as soon as that is known. */
  constructor(fetcher: typeof fetch, known: (account: Id) => void) {
    this.#known = known;
    this.api = createApi({
      fetch: fetcher,
      onSignedOut: () => {
        this.me = null;
        this.status = 'signed-out';
      },
    });
  }

  /** Begins anew whenever a page for strangers is opened: whoever was here may have signed out since. */
  begin(): void {
    this.me = null;
    this.status = 'starting';
    void this.start();
  }

  /** Asks who I am and where. */
  async start(): Promise<void> {
    try {
      const { instance, me } = await this.api.get('/visit');
      this.instance = instance;
      if (me) this.#enter(me);
      else {
        this.me = null;
        this.status = 'signed-out';
      }
      this.problem = null;
    } catch (error) {
      if (!(error instanceof Unreachable) && !(error instanceof ApiProblem)) throw error;
      this.problem = error;
    }
  }

  /** First run: makes the first administrator. */
  async setUp(body: {
    secret: string;
    instance_name: string;
    name: string;
    username: string;
    password: string;
  }): Promise<void> {
    this.#enter(await this.api.post('/setup', { body }));
    await this.start();
  }
  async signIn(username: string, password: string): Promise<void> {
    this.#enter(await this.api.post('/sessions', { body: { username, password } }));
  }
  async signUp(body: {
    username: string;
    name: string;
    password: string;
    invite_secret?: string;
  }): Promise<void> {
    this.#enter(await this.api.post('/accounts', { body }));
  }
  /** Comes in by a link, without a password. */
  async comeAsGuest(body: { name: string; username?: string; invite_secret: string }): Promise<void> {
    this.#enter(await this.api.post('/guests', { body }));
  }

  #enter(me: Me): void {
    this.#known(me.profile.id);
    this.me = me;
    this.status = 'signed-in';
  }
}

/** The one way in of this page. */
export const entry = new Entry(
  (...request) => fetch(...request),
  (account) => dismissOthers(browserShelf(), account),
);
