// Who I am here, and the instance I am at.
import { ApiProblem, Unreachable } from '../api/problem.ts';
import type { Instance, Me, MeSettings } from '../api/wire.ts';
import type { App } from './app.svelte.ts';

/** `expired`: the server does not know me any more, in the middle of work; what I wrote waits until I sign in again. */
export type SessionStatus = 'starting' | 'signed-out' | 'signed-in' | 'expired';

export class Session {
  status = $state<SessionStatus>('starting');
  me = $state.raw<Me | null>(null);
  instance = $state.raw<Instance | null>(null);
  /** Shown from this browser's copy; the server has not confirmed it yet. */
  isCached = $state(false);
  /** The server cannot be reached and there is no copy: why. */
  startProblem = $state.raw<unknown>(null);
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  /** Finds out who I am: at once from the copy, then from the server. */
  async start(): Promise<void> {
    this.startProblem = null;
    const copy = await this.#app.cache.account();
    if (copy && this.status === 'starting') {
      this.me = copy.me;
      this.instance = copy.instance;
      this.isCached = true;
      this.status = 'signed-in';
      await this.#app.resumeCached(copy.me);
    }
    try {
      const { api } = this.#app;
      const { instance, me } = await api.get('/visit');
      this.takeInstance(instance);
      if (me) await this.#enter(me);
      else await this.#app.signedOut();
    } catch (error) {
      if (!(error instanceof Unreachable) && !(error instanceof ApiProblem)) throw error;
      // With a copy the connection goes on trying; it brings who I am.
      if (this.me) this.#app.connection.start();
      else this.startProblem = error;
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
    await this.#enter(await this.#app.api.post('/setup', { body }));
    await this.reloadInstance();
  }
  async signIn(username: string, password: string): Promise<void> {
    await this.#enter(await this.#app.api.post('/sessions', { body: { username, password } }));
  }
  async signUp(body: {
    username: string;
    name: string;
    password: string;
    invite_secret?: string;
  }): Promise<void> {
    await this.#enter(await this.#app.api.post('/accounts', { body }));
  }
  /** Comes in by a link, without a password. */
  async comeAsGuest(body: { name: string; username?: string; invite_secret: string }): Promise<void> {
    await this.#enter(await this.#app.api.post('/guests', { body }));
  }
  /** Leaves this browser clean. What a guest wrote goes too, because nobody can come back for it. */
  async signOut(): Promise<void> {
    const isGuest = this.me?.is_guest ?? false;
    await this.#app.api.delete('/sessions/current');
    if (isGuest) await this.#app.forgetWritten();
    await this.#app.signedOut();
  }

  async update(body: {
    name?: string;
    username?: string;
    settings?: { [K in keyof MeSettings]?: MeSettings[K] };
  }): Promise<void> {
    this.takeMe(await this.#app.api.patch('/me', { body }));
  }
  /** The bytes of a picture. */
  async setPhoto(picture: Blob): Promise<void> {
    this.takeMe(await this.#app.api.put('/me/photo', { body: picture }));
  }
  async removePhoto(): Promise<void> {
    this.takeMe(await this.#app.api.delete('/me/photo'));
  }
  /** A guest needs no current password, and is a guest no longer. Other sessions end. */
  async setPassword(next: string, current?: string): Promise<void> {
    const body = current === undefined ? { new: next } : { current, new: next };
    this.takeMe(await this.#app.api.put('/me/password', { body }));
  }
  async reloadInstance(): Promise<void> {
    this.takeInstance(await this.#app.api.get('/instance'));
  }

  /** As the server says me now. */
  takeMe(me: Me): void {
    this.me = me;
    this.#app.profiles.learn([me.profile]);
    this.#keep();
  }

  /** As the server says the instance now. */
  takeInstance(instance: Instance): void {
    this.instance = instance;
    this.#app.profiles.learn([instance.assistant]);
    this.#keep();
  }

  /** Perhaps I have signed in again in another tab. */
  async lookAgain(): Promise<void> {
    if (this.status !== 'expired') return;
    try {
      const { me } = await this.#app.api.get('/visit');
      if (me) await this.#enter(me);
    } catch (error) {
      // Still signed out, or offline: the sign-in sheet stays where it is.
      if (!(error instanceof Unreachable) && !(error instanceof ApiProblem)) throw error;
    }
  }

  /** The server answered that it does not know me. */
  expire(): void {
    if (this.status === 'signed-in') this.status = 'expired';
  }

  async #enter(me: Me): Promise<void> {
    await this.#app.signedIn(me);
    this.isCached = false;
  }

  #keep(): void {
    if (this.me && this.instance) this.#app.cache.keepAccount(this.me, this.instance);
  }
}
