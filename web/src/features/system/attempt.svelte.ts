// A deed at the server that a person waits for: whether it runs, why it failed, when it may be tried again.
import { ApiProblem, isAbort, Unreachable } from '$lib/api/index.ts';
import { partOf, problemWords, type Part } from './problems.ts';

const SECOND_MS = 1_000;

export class Attempt {
  /** It runs. */
  busy = $state(false);
  /** Why the last one failed; `null` where it did not. */
  error = $state.raw<unknown>(null);
  /** Seconds until the server listens again, counted down; 0 where nothing has to be waited for. */
  seconds = $state(0);
  /** The seconds that were to be waited at first: what is read aloud once. */
  secondsAtFirst = $state(0);
  #timer: ReturnType<typeof setInterval> | undefined;

  /** The sentence for what went wrong with the whole; empty where a field says it. */
  get words(): string {
    return this.error === null || partOf(this.error) !== null ? '' : problemWords(this.error);
  }

  /** The sentence for one field; empty where it is fine. */
  wordsFor(part: Part): string {
    return partOf(this.error) === part ? problemWords(this.error) : '';
  }

  /** Runs a deed and says whether it succeeded. A second one while the first runs is not begun. */
  async run(deed: () => Promise<unknown>): Promise<boolean> {
    if (this.busy || this.seconds > 0) return false;
    this.busy = true;
    this.error = null;
    try {
      await deed();
      return true;
    } catch (error) {
      if (isAbort(error)) return false;
      // Anything else is a fault of this program, and belongs to whoever looks at the console.
      if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
      this.error = error;
      if (error instanceof ApiProblem && error.retryAfter !== null) this.#wait(error.retryAfter);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** What was wrong is being changed: the words about it go. The time to wait stays. */
  forget(): void {
    if (this.seconds === 0) this.error = null;
  }

  #wait(seconds: number): void {
    clearInterval(this.#timer);
    this.seconds = this.secondsAtFirst = Math.ceil(seconds);
    this.#timer = setInterval(() => {
      this.seconds -= 1;
      if (this.seconds > 0) return;
      clearInterval(this.#timer);
      this.error = null;
    }, SECOND_MS);
  }
}
