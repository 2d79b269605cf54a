// Drafts: what is in the composers of this browser. Kept per account, through reloads, sign-out and expired sessions.
import { SvelteMap } from 'svelte/reactivity';
import type { Id } from '../api/wire.ts';
import type { Host } from '../live/host.ts';
import { database, ofAccount } from '../outbox/database.ts';
import { BLANK, isBlank, parseDraft, textOf, withText, type Draft } from './draft.ts';
import type { Mention } from '../api/wire.ts';

export type { Draft } from './draft.ts';

const PREFIX = 'tertulia.draft';
/** Between a keystroke and its keeping; less than anybody needs to be missed. */
const PAUSE_MS = 300;

export class Drafts {
  #known = new SvelteMap<Id, Draft>();
  #unkept = new Set<Id>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #account: Id | null = null;
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
    host.onShelf((key, text) => this.#hear(key, text));
    host.onLeaving(() => this.flush());
  }

  /** The draft of a group; blank where nothing is written. */
  get(group: Id): Draft {
    return this.#known.get(group) ?? BLANK;
  }

  /** Whether something is written that has not been sent. */
  has(group: Id): boolean {
    return !isBlank(this.get(group));
  }

  /** Drafts with a text, of groups for which `isMine` does not hold: the one changed last comes first. */
  astray(isMine: (group: Id) => boolean): [group: Id, draft: Draft][] {
    const astray = [...this.#known].filter(([group, draft]) => textOf(draft) !== '' && !isMine(group));
    return astray.sort(([, a], [, b]) => b.at - a.at);
  }

  /** Changes some of a draft. May be called at each keystroke. */
  set(group: Id, change: { [K in keyof Draft]?: Draft[K] }): void {
    this.#known.set(group, { ...this.get(group), ...change, at: Date.now() });
    this.#unkept.add(group);
    this.#timer ??= setTimeout(() => this.flush(), PAUSE_MS);
  }

  /** It was sent, or thrown away. */
  clear(group: Id): void {
    this.set(group, BLANK);
    this.flush();
  }

  /** An unsent text comes back, behind what is written already; that of an item once. */
  bringBack(group: Id, text: string, mentions: readonly Mention[], note: string | null, item?: Id): void {
    const draft = this.get(group);
    if (item !== undefined && draft.returned.includes(item)) return;
    const returned = item === undefined ? draft.returned : [...draft.returned, item];
    this.set(group, { ...withText(draft, text, mentions), note, returned });
    this.flush();
  }

  /** Keeps what has changed, now. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (const group of this.#unkept) this.#keep(group);
    this.#unkept.clear();
  }

  /** Begins with what an account has written in this browser. */
  async open(account: Id): Promise<void> {
    if (this.#account === account) return;
    this.close();
    this.#account = account;
    for (const group of this.#index(account))
      this.#take(group, this.#host.shelf?.getItem(keyOf(account, group)));
    try {
      const rows = await (await database()).getAll('drafts', ofAccount(account));
      if (this.#account !== account) return;
      for (const { group, draft } of rows)
        if (draft.at > this.get(group).at) this.#known.set(group, { ...BLANK, ...draft });
    } catch (error) {
      console.warn('Drafts that did not fit on the shelf could not be read.', error);
    }
  }

  /** Lets go of an account; its drafts stay kept. */
  close(): void {
    this.flush();
    this.#account = null;
    this.#known.clear();
  }

  /** Throws away all drafts of the account: it will not come back. */
  async forget(): Promise<void> {
    const account = this.#account;
    if (account === null) return;
    for (const group of [...this.#known.keys()]) this.clear(group);
    this.#host.shelf?.removeItem(indexKey(account));
    try {
      await (await database()).delete('drafts', ofAccount(account));
    } catch (error) {
      // A browser that refuses has most likely kept none either; whoever leaves must not be held up by it.
      console.warn('Drafts that did not fit on the shelf could not be cleared.', error);
    }
  }

  #keep(group: Id): void {
    const account = this.#account;
    if (account === null) return;
    const draft = this.get(group);
    const key = keyOf(account, group);
    if (isBlank(draft)) {
      this.#host.shelf?.removeItem(key);
      this.#reindex(account, group, false);
      this.#overflow(account, group, null);
      return;
    }
    try {
      if (!this.#host.shelf) throw new Error('There is no shelf.');
      this.#host.shelf.setItem(key, JSON.stringify(draft));
      this.#reindex(account, group, true);
    } catch {
      // The shelf is full or missing; the database has more room, and is only slower.
      this.#host.shelf?.removeItem(key);
      this.#overflow(account, group, draft);
    }
  }

  #overflow(account: Id, group: Id, draft: Draft | null): void {
    const put = async () => {
      const db = await database();
      // A plain copy: the database cannot keep what is reactive.
      if (draft) await db.put('drafts', { account, group, draft: structuredClone(draft) });
      else await db.delete('drafts', [account, group]);
    };
    put().catch((error: unknown) => {
      if (draft) console.warn('A draft lasts only until the page is closed.', error);
    });
  }

  #index(account: Id): Id[] {
    const text = this.#host.shelf?.getItem(indexKey(account)) ?? '';
    return text === '' ? [] : text.split(' ');
  }

  #reindex(account: Id, group: Id, isThere: boolean): void {
    const index = new Set(this.#index(account));
    if (index.has(group) === isThere) return;
    if (isThere) index.add(group);
    else index.delete(group);
    this.#host.shelf?.setItem(indexKey(account), [...index].join(' '));
  }

  #take(group: Id, text: string | null | undefined): void {
    const draft = text ? parseDraft(text) : null;
    if (draft) this.#known.set(group, draft);
  }

  /** Another tab wrote. The later text wins; a tab in which somebody is writing is the later one. */
  #hear(key: string, text: string | null): void {
    const account = this.#account;
    const prefix = account === null ? '' : keyOf(account, '');
    if (prefix === '' || !key.startsWith(prefix)) return;
    const group = key.slice(prefix.length);
    if (this.#unkept.has(group)) return;
    if (text === null) this.#known.delete(group);
    else this.#take(group, text);
  }
}

function keyOf(account: Id, group: Id): string {
  return `${PREFIX}.${account}.${group}`;
}

function indexKey(account: Id): string {
  return `tertulia.drafts.${account}`;
}
