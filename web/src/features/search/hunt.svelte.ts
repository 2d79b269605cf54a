// One search that goes on while somebody types: asked after a pause, page by page, the last question wins.
import { ApiProblem, isAbort, Unreachable, type SearchHits, type SearchQuery } from '$lib/api/index.ts';
import type { Found } from '$lib/state/index.ts';

/** What was found of one message. */
export type Hit = SearchHits['hits'][number];
/** Asks for a page of what was found. */
export type Ask = (q: string, filters: Omit<SearchQuery, 'q'>, signal: AbortSignal) => Promise<Found>;

/** Somebody who types does not want an answer for each letter. */
const PAUSE_MS = 200;

export class Hunt {
  /** Newest first. */
  hits = $state.raw<readonly Hit[]>([]);
  /** `idle`: nothing is looked for. What was found stays while the next question is asked. */
  status = $state<'idle' | 'asking' | 'done' | 'failed'>('idle');
  /** Why the last question was not answered. */
  error = $state.raw<unknown>(null);
  /** Only what this browser has was searched. */
  isCached = $state(false);
  /** More pages are there. */
  hasMore = $state(false);
  isAskingMore = $state(false);
  /** The words of the question that `hits` answers. */
  words = $state('');
  readonly #ask: Ask;
  #query: SearchQuery | null = null;
  #cursor: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | null = null;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Looks for something else; `null` for nothing. The same question is not asked twice. */
  wants(query: SearchQuery | null, isUrgent = false): void {
    const isSame = JSON.stringify(query) === JSON.stringify(this.#query);
    if (isSame && (!isUrgent || this.status === 'done')) return;
    this.stop();
    this.#query = query;
    if (!query) {
      this.#forget();
      return;
    }
    this.status = 'asking';
    if (isUrgent) void this.#first(query);
    else this.#timer = setTimeout(() => void this.#first(query), PAUSE_MS);
  }

  /** Asks the same once more: after a failure, or when the connection is back. */
  again(): void {
    if (!this.#query) return;
    this.stop();
    this.status = 'asking';
    void this.#first(this.#query);
  }

  /** Asks for the next page. */
  async more(): Promise<void> {
    if (!this.#query || this.#cursor === null || this.isAskingMore) return;
    const query = { ...this.#query, cursor: this.#cursor };
    this.isAskingMore = true;
    const found = await this.#page(query);
    if (found === 'given up') return;
    this.isAskingMore = false;
    if (!found) return;
    const known = new Set(this.hits.map(({ message }) => message.id));
    this.hits = [...this.hits, ...found.hits.filter(({ message }) => !known.has(message.id))];
    this.#turn(found);
  }

  /** Gives up what is asked. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = null;
    this.isAskingMore = false;
  }

  async #first(query: SearchQuery): Promise<void> {
    const found = await this.#page(query);
    if (found === 'given up') return;
    if (!found) {
      this.hits = [];
      this.hasMore = false;
      this.status = 'failed';
      return;
    }
    this.hits = found.hits;
    this.words = query.q;
    this.isCached = found.isCached;
    this.status = 'done';
    this.#turn(found);
  }

  #turn({ cursor }: Found): void {
    this.#cursor = cursor;
    this.hasMore = cursor !== null;
  }

  async #page({ q, ...filters }: SearchQuery): Promise<Found | 'given up' | null> {
    const asking = new AbortController();
    this.#asking = asking;
    this.error = null;
    try {
      const found = await this.#ask(q, filters, asking.signal);
      return asking.signal.aborted ? 'given up' : found;
    } catch (error) {
      if (isAbort(error) || asking.signal.aborted) return 'given up';
      // Anything else is a fault of this program, and belongs to whoever looks at the console.
      if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
      this.error = error;
      return null;
    }
  }

  #forget(): void {
    this.hits = [];
    this.status = 'idle';
    this.error = null;
    this.isCached = false;
    this.hasMore = false;
    this.words = '';
    this.#cursor = null;
  }
}
