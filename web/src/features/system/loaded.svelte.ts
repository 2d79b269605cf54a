// Something that a page shows once the server has told it.
import { ApiProblem, isAbort, Unreachable } from '$lib/api/index.ts';

export class Loaded<T> {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  /** What the server told last; kept while it is asked again. */
  value = $state.raw<T | null>(null);
  error = $state.raw<unknown>(null);
  readonly #ask: () => Promise<T>;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
  }

  /** Asks. What is there stays where the server cannot be reached. */
  async load(): Promise<void> {
    if (this.value === null) this.status = 'loading';
    try {
      this.value = await this.#ask();
      this.status = 'ready';
      this.error = null;
    } catch (error) {
      if (isAbort(error)) return;
      if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
      this.error = error;
      this.status = this.value === null ? 'failed' : 'ready';
    }
  }
}
