// What this browser keeps: unsent messages and drafts, and copies of what was last seen.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { GroupView, Id, Instance, Me, Page } from '../api/wire.ts';
import type { Draft } from '../state/draft.ts';
import type { Item } from './item.ts';

/** One group as it was last seen, with the newest part of its thread, both at the same place of the journal. */
export interface Kept {
  account: Id;
  group: Id;
  view: GroupView;
  page: Page | null;
}

interface Tables extends DBSchema {
  /** In the order of writing. `order` grows by itself. */
  outbox: { key: number; value: Item & { order?: number }; indexes: { account: Id; id: Id } };
  drafts: { key: [Id, Id]; value: { account: Id; group: Id; draft: Draft } };
  groups: { key: [Id, Id]; value: Kept };
  accounts: { key: Id; value: { account: Id; me: Me; instance: Instance } };
  leases: { key: string; value: { name: string; owner: string; until: number } };
}
export type Database = IDBPDatabase<Tables>;

const NAME = 'tertulia';
const VERSION = 1;

let opened: Promise<Database> | null = null;

/** The database of this browser; opened once. Rejects where the browser keeps nothing. */
export function database(): Promise<Database> {
  return (opened ??= openDB<Tables>(NAME, VERSION, {
    upgrade(db) {
      const outbox = db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true });
      outbox.createIndex('account', 'account');
      outbox.createIndex('id', 'id', { unique: true });
      db.createObjectStore('drafts', { keyPath: ['account', 'group'] });
      db.createObjectStore('groups', { keyPath: ['account', 'group'] });
      db.createObjectStore('accounts', { keyPath: 'account' });
      db.createObjectStore('leases', { keyPath: 'name' });
    },
    // A newer version of the app wants to change the tables: let it, and open again when needed.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase | null)?.close();
      opened = null;
    },
    terminated: () => (opened = null),
  }).catch((error: unknown) => {
    opened = null;
    throw error;
  }));
}

/** All keys of one account in a table whose key begins with it. */
export function ofAccount(account: Id): IDBKeyRange {
  return IDBKeyRange.bound([account], [account, []]);
}
