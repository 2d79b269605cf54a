// Where unsent actions are kept, in the order of writing.
import type { Id } from '../api/wire.ts';
import { database } from './database.ts';
import type { Item } from './item.ts';

/** The table of unsent actions of one account. */
export interface ItemStore {
  all(): Promise<Item[]>;
  /** Appends an item, or replaces the one with its id in its place. */
  put(item: Item): Promise<void>;
  remove(ids: readonly Id[]): Promise<void>;
}

/** Kept by the browser: survives a reload and a crash. */
export function keptItems(account: Id): ItemStore {
  return {
    async all() {
      const rows = await (await database()).getAllFromIndex('outbox', 'account', account);
      rows.sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
      return rows.map(({ order: _order, ...item }) => item);
    },
    async put(item) {
      const change = (await database()).transaction('outbox', 'readwrite', { durability: 'strict' });
      const known = await change.store.index('id').get(item.id);
      await change.store.put(known?.order === undefined ? item : { ...item, order: known.order });
      await change.done;
    },
    async remove(ids) {
      const change = (await database()).transaction('outbox', 'readwrite');
      for (const id of ids) {
        const key = await change.store.index('id').getKey(id);
        if (key !== undefined) await change.store.delete(key);
      }
      await change.done;
    },
  };
}

/** Kept by this page alone, where the browser keeps nothing. */
export function fleetingItems(): ItemStore {
  const items = new Map<Id, Item>();
  return {
    all: () => Promise.resolve([...items.values()]),
    put: (item) => {
      items.set(item.id, item);
      return Promise.resolve();
    },
    remove: (ids) => {
      for (const id of ids) items.delete(id);
      return Promise.resolve();
    },
  };
}

/** Kept by the browser, or by this page where the browser refuses: a full disk loses nothing before the page is closed. */
function keptIfPossible(kept: ItemStore, page: ItemStore): ItemStore {
  return {
    all: async () => [...(await kept.all()), ...(await page.all())],
    put: async (item) => {
      try {
        await kept.put(item);
        await page.remove([item.id]);
      } catch (error) {
        console.warn('An unsent message lasts only until the page is closed.', error);
        await page.put(item);
      }
    },
    remove: async (ids) => {
      await page.remove(ids);
      await kept.remove(ids);
    },
  };
}

/** The best place that this browser has. */
export async function itemsOf(account: Id): Promise<ItemStore> {
  try {
    await database();
    return keptIfPossible(keptItems(account), fleetingItems());
  } catch (error) {
    console.warn('This browser keeps nothing: unsent messages last until the page is closed.', error);
    return fleetingItems();
  }
}
