// Searching messages: at the server, and in this browser where the server cannot be reached.
import type { SearchQuery } from '../api/endpoints.ts';
import { Unreachable } from '../api/problem.ts';
import type { SearchHits } from '../api/wire.ts';
import type { App } from './app.svelte.ts';
import { searchMessages } from './cache.ts';

const HITS = 100;

/** What was found, and where. */
export interface Found extends SearchHits {
  /** Only what this browser has was searched. */
  isCached: boolean;
}

export class Search {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  /** The messages that hold `q`, newest first. */
  async run(q: string, filters: Omit<SearchQuery, 'q'> = {}, signal?: AbortSignal): Promise<Found> {
    const query = { ...filters, q };
    try {
      const hits = await this.#app.api.get('/search', signal ? { query, signal } : { query });
      this.#app.profiles.learn(hits.profiles);
      return { ...hits, isCached: false };
    } catch (error) {
      if (error instanceof Unreachable) return this.#here(query);
      throw error;
    }
  }

  #here({ q, group, author, from, until }: SearchQuery): Found {
    const hits: SearchHits['hits'] = [];
    for (const [id, messages] of this.#app.pages()) {
      const name = this.#app.groups.get(id)?.name;
      if (name === undefined || (group && id !== group) || q.trim() === '') continue;
      const fits = messages.filter(
        (message) =>
          (!author || message.author === author) &&
          (!from || Date.parse(message.at) >= Date.parse(from)) &&
          (!until || Date.parse(message.at) < Date.parse(until)),
      );
      hits.push(...searchMessages(fits, q.trim()).map((message) => ({ message, group_name: name })));
    }
    hits.sort((a, b) => Date.parse(b.message.at) - Date.parse(a.message.at));
    const found = hits.slice(0, HITS);
    const authors = [...new Set(found.map((hit) => hit.message.author))];
    const profiles = authors.flatMap((id) => this.#app.profiles.get(id) ?? []);
    return { hits: found, profiles, cursor: null, isCached: true };
  }
}
