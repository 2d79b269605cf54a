// One visit to an invite: what is shown of the group, and how joining goes.
import { ApiProblem, Unreachable } from '$lib/api/index.ts';
import type { Api } from '$lib/api/client.ts';
import type { Id, InvitePreview } from '$lib/api/wire.ts';

/** Slugs of links that do not work, for whatever reason: the page is the same for all. */
const DEAD = ['invite-invalid', 'malformed', 'not-found'];

export class Visit {
  /**
   * `asked`: somebody in the group has to let me in. `declined`: nobody did, and I can ask again. `inside`: I am a member
   * of `group`.
   */
  stage = $state<'loading' | 'dead' | 'failed' | 'full' | 'open' | 'asked' | 'declined' | 'inside'>(
    'loading',
  );
  preview = $state.raw<InvitePreview | null>(null);
  group = $state.raw<Id | null>(null);
  error = $state.raw<unknown>(null);
  readonly #api: Pick<Api, 'post'>;
  readonly #secret: string;

  constructor(api: Pick<Api, 'post'>, secret: string) {
    this.#api = api;
    this.#secret = secret;
    if (secret === '') this.stage = 'dead';
  }

  /** Looks at the invite. While one waits for an answer it is looked at again and again. */
  async look(): Promise<void> {
    if (this.#secret === '') return;
    const wasAsked = this.stage === 'asked';
    if (this.stage === 'failed') this.stage = 'loading';
    try {
      const preview = await this.#api.post('/invites/preview', { body: { secret: this.#secret } });
      this.preview = preview;
      if (preview.group !== null) this.#enter(preview.group);
      else if (preview.requested) this.stage = 'asked';
      else if (preview.member_limit_reached) this.stage = 'full';
      else this.stage = wasAsked ? 'declined' : 'open';
    } catch (error) {
      if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
      if (error instanceof ApiProblem && DEAD.includes(error.slug)) this.stage = 'dead';
      else if (!wasAsked) {
        this.error = error;
        this.stage = 'failed';
      }
    }
  }

  /** Says yes. Rejects with what the server said, except where the invite has just stopped working. */
  async join(): Promise<void> {
    try {
      const answer = await this.#api.post('/invites/redeem', { body: { secret: this.#secret } });
      if (answer.state === 'joined') this.#enter(answer.group);
      else this.stage = 'asked';
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (DEAD.includes(error.slug)) this.stage = 'dead';
      else if (error.slug === 'already-a-member') await this.look();
      else this.refused(error);
    }
  }

  /** Shows what a refusal says about the invite itself; throws any other one. */
  refused(error: unknown): void {
    const slug = error instanceof ApiProblem ? error.slug : null;
    if (slug === 'invite-invalid') this.stage = 'dead';
    else if (slug === 'group-full') this.stage = 'full';
    else throw error;
  }

  #enter(group: Id): void {
    this.group = group;
    this.stage = 'inside';
  }
}
