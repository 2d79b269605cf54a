// The models that the server's own machine can run: what there is, and what is on its way, asked again while something is.
import { ApiProblem, isAbort, Unreachable } from '$lib/api/index.ts';
import type { LocalModel, LocalModels } from '$lib/api/wire.ts';

/** How often a fetch is asked how far it is. */
const EVERY_MS = 1_000;

/** What a model can be told to do next. */
export type Next = 'get' | 'go-on' | 'use' | 'cancel' | 'none';

export class Own {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  value = $state.raw<LocalModels | null>(null);
  /** Why the server cannot be asked; what is there stays. */
  error = $state.raw<unknown>(null);
  readonly #ask: () => Promise<LocalModels>;
  /** Told of a model that has just become one that groups can choose. */
  readonly #onready: (model: LocalModel) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #left = false;
  /** Asked for, or seen on their way, and not yet ones that groups can choose; whether they were seen. */
  readonly #awaited = new Map<string, boolean>();

  constructor(ask: () => Promise<LocalModels>, onready: (model: LocalModel) => void) {
    this.#ask = ask;
    this.#onready = onready;
  }

  /** Asks, and goes on asking while something is on its way. */
  async load(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const value = await this.#ask();
      this.value = value;
      this.status = 'ready';
      this.error = null;
      for (const model of value.models) this.#follow(model);
    } catch (error) {
      if (isAbort(error)) return;
      if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
      this.error = error;
      this.status = this.value === null ? 'failed' : 'ready';
    }
    if (this.#awaited.size > 0 && !this.#left) this.#timer = setTimeout(() => void this.load(), EVERY_MS);
  }

  /** Somebody asked for this model: it is waited for, even if the server has not begun by the next time it is asked. */
  await(name: string): void {
    if (!this.#awaited.has(name)) this.#awaited.set(name, false);
  }

  #follow(model: LocalModel): void {
    const { name, state, in_catalogue: isIn } = model;
    if (state.is === 'fetching') this.#awaited.set(name, true);
    else if (this.#awaited.has(name)) {
      const isThere = state.is === 'idle' || state.is === 'running';
      const ended = state.is === 'failed' || (state.is === 'absent' && this.#awaited.get(name));
      if (isThere && isIn) this.#onready(model);
      // What is there and not in the catalogue is about to be put there.
      if ((isThere && isIn) || ended) this.#awaited.delete(name);
    }
  }

  /** Nobody looks any more. */
  leave(): void {
    this.#left = true;
    clearTimeout(this.#timer);
  }
}

/** What a model can be told to do next. */
export function nextOf({ state, in_catalogue, fit }: LocalModel, canRun: boolean): Next {
  if (state.is === 'fetching') return 'cancel';
  const isThere = state.is === 'idle' || state.is === 'running';
  if ((in_catalogue && isThere) || fit === 'too_large' || !canRun) return 'none';
  if (isThere) return 'use';
  return state.kept_bytes > 0 ? 'go-on' : 'get';
}
