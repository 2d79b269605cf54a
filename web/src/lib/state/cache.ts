// Copies in this browser of what was last seen, so that the app shows something at once and can be read offline.
import type { Id, Instance, Me, Message } from '../api/wire.ts';
import type { Shelf } from '../live/host.ts';
import { database, ofAccount, type Kept } from '../outbox/database.ts';
import { ACCOUNT_KEY } from './account.ts';

export class Cache {
  readonly #shelf: Shelf | null;

  constructor(shelf: Shelf | null) {
    this.#shelf = shelf;
  }

  /** Who was signed in when this browser was last used. */
  async account(): Promise<{ me: Me; instance: Instance } | null> {
    const account = this.#shelf?.getItem(ACCOUNT_KEY);
    if (!account) return null;
    return (await attempt('read', async () => (await database()).get('accounts', account))) ?? null;
  }

  keepAccount(me: Me, instance: Instance): void {
    const account = me.profile.id;
    void attempt('kept', async () => {
      if (this.#shelf?.getItem(ACCOUNT_KEY) !== account) this.#shelf?.setItem(ACCOUNT_KEY, account);
      const db = await database();
      await db.put('accounts', { account, me, instance });
      // Whoever was here before may have left without signing out.
      for (const other of await db.getAllKeys('accounts')) if (other !== account) await this.clear(other);
    });
  }

  /** All groups of an account as they were last seen. */
  async groups(account: Id): Promise<Kept[]> {
    return (await attempt('read', async () => (await database()).getAll('groups', ofAccount(account)))) ?? [];
  }

  async keep(rows: readonly Kept[]): Promise<void> {
    await attempt('kept', async () => {
      const change = (await database()).transaction('groups', 'readwrite');
      for (const row of rows) await change.store.put(row);
      await change.done;
    });
  }

  /** A group is mine no more. */
  async drop(account: Id, group: Id): Promise<void> {
    await attempt('cleared', async () => (await database()).delete('groups', [account, group]));
  }

  /** Somebody signed out: no copy stays. */
  async clear(account: Id): Promise<void> {
    // Perhaps another tab has signed somebody else in already.
    if (this.#shelf?.getItem(ACCOUNT_KEY) === account) this.#shelf.removeItem(ACCOUNT_KEY);
    await attempt('cleared', async () => {
      const db = await database();
      await db.delete('groups', ofAccount(account));
      await db.delete('accounts', account);
    });
  }
}

/** The copies are a convenience: where the browser refuses them, the app asks the server and says so in the console. */
async function attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    console.warn(`The copy for offline use could not be ${what}.`, error);
    return undefined;
  }
}

/** Whether a text holds the words, without regard to case, width, and marks of letters. */
export function holds(text: string, words: string): boolean {
  return fold(text).includes(fold(words));
}

function fold(text: string): string {
  // Compatibility forms fold width and ligatures; taking the marks away folds accents, hamza and vowel signs.
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/ـ/g, '').toLowerCase();
}

/** The messages among `messages` that hold `words`, newest first. */
export function searchMessages(messages: readonly Message[], words: string): Message[] {
  const found = messages.filter(
    (message) => message.body && !message.deleted && holds(message.body.text, words),
  );
  return found.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
