// Something of the server's that is asked for when somebody looks, and asked for again when it may have changed.
import { ApiProblem, Unreachable } from '$lib/api/index.ts';

export class Asked<T> {
  /** The last answer; `null` until the first one. */
  value = $state.raw<T | null>(null);
  /** Why the last question was not answered; `null` where it was. */
  error = $state.raw<unknown>(null);
  readonly #ask: () => Promise<T>;
  #turn = 0;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
  }

  /** Asks. Of answers that overtake each other the one to the last question counts. */
  async load(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const value = await this.#ask();
      if (turn === this.#turn) this.take(value);
    } catch (error) {
      // Anything else is a fault of this program, and belongs to whoever looks at the console.
      if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
      if (turn === this.#turn) this.error = error;
    }
  }

  /** What is known otherwise: from the answer to a change. Questions on their way do not count any more. */
  take(value: T): void {
    this.#turn += 1;
    this.value = value;
    this.error = null;
  }
}
