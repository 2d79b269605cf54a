// The test of a model server: a real chat of one word, with its time and its failure.
import { ApiProblem, isAbort, Unreachable } from '$lib/api/index.ts';
import type { ProviderApi, ProviderTest } from '$lib/api/wire.ts';

/** A local model may have to be loaded first; the server itself gives up earlier than this. */
export const TEST_PATIENCE_MS = 150_000;
const TICK_MS = 100;

/** What to test. */
export interface Tested {
  api?: ProviderApi;
  base_url: string;
  key?: string;
  /** Whose stored key to use. */
  provider?: string;
  model?: string;
}
export type AskProvider = (tested: Tested, signal: AbortSignal) => Promise<ProviderTest>;

export class Trial {
  state = $state<'idle' | 'running' | 'done' | 'cancelled' | 'failed'>('idle');
  /** What the server found, once `done`. */
  result = $state.raw<ProviderTest | null>(null);
  /** Why our own server could not test, once `failed`. */
  error = $state.raw<unknown>(null);
  /** Milliseconds since it began, while it runs. */
  elapsedMs = $state(0);
  readonly #ask: AskProvider;
  #running: AbortController | null = null;

  constructor(ask: AskProvider) {
    this.#ask = ask;
  }

  /** Whether the last test found a model that answers. */
  get isGood(): boolean {
    return this.state === 'done' && this.result?.ok === true;
  }

  async run(tested: Tested): Promise<void> {
    this.#running?.abort();
    const running = (this.#running = new AbortController());
    const began = Date.now();
    this.state = 'running';
    this.result = null;
    this.error = null;
    this.elapsedMs = 0;
    const timer = setInterval(() => (this.elapsedMs = Date.now() - began), TICK_MS);
    try {
      const result = await this.#ask(tested, running.signal);
      if (running.signal.aborted) return;
      this.result = result;
      this.state = 'done';
    } catch (error) {
      if (isAbort(error) || running.signal.aborted) return;
      if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
      this.error = error;
      this.state = 'failed';
    } finally {
      clearInterval(timer);
    }
  }

  /** Gives the running test up; the connection to the server is cut, which ends the chat it holds. */
  cancel(): void {
    if (this.state !== 'running') return;
    this.#running?.abort();
    this.state = 'cancelled';
  }

  /** What was tested has been changed: the result says nothing any more. */
  forget(): void {
    this.#running?.abort();
    this.state = 'idle';
    this.result = null;
    this.error = null;
  }
}
