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

  constructor(ask: () => Promise<LocalModels>, onready: (model: LocalModel) => void) {
    this.#ask = ask;
    this.#onready = onready;
  }

  /** Asks, and goes on asking while something is on its way. */
  async load(): Promise<void> {
    clearTimeout(this.#timer);
    const before = this.value;
    try {
      const value = await this.#ask();
      this.value = value;
      this.status = 'ready';
      this.error = null;
      for (const model of value.models) if (becameReady(before, model)) this.#onready(model);
    } catch (error) {
      if (isAbort(error)) return;
      if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
      this.error = error;
      this.status = this.value === null ? 'failed' : 'ready';
    }
    if (this.isBusy && !this.#left) this.#timer = setTimeout(() => void this.load(), EVERY_MS);
  }

  /** Whether something is on its way. */
  get isBusy(): boolean {
    return this.value?.models.some((model) => model.state.is === 'fetching') ?? false;
  }

  /** Nobody looks any more. */
  leave(): void {
    this.#left = true;
    clearTimeout(this.#timer);
  }
}

function becameReady(before: LocalModels | null, model: LocalModel): boolean {
  const was = before?.models.find(({ name }) => name === model.name);
  return (
    was !== undefined && was.state.is === 'fetching' && model.in_catalogue && model.state.is !== 'fetching'
  );
}

/** What a model can be told to do next. */
export function nextOf({ state, in_catalogue, fit }: LocalModel, canRun: boolean): Next {
  if (state.is === 'fetching') return 'cancel';
  if (in_catalogue || fit === 'too_large' || !canRun) return 'none';
  if (state.is === 'idle' || state.is === 'running') return 'use';
  return state.kept_bytes > 0 ? 'go-on' : 'get';
}
