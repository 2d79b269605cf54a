// Where unsent actions are kept, in the order of writing.
import type { Id } from '../api/wire.ts';
import { database } from './database.ts';
import type { Item } from './item.ts';

/** The unsent actions of one account. */
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

/**
 * Kept by the browser, or by this page where the browser refuses: a full or broken disk loses nothing before the page is
 * closed, and holds nothing up. `unkept` hears of each item that the browser refused.
 */
export function itemsOf(account: Id, unkept: () => void): ItemStore {
  const [kept, page] = [keptItems(account), fleetingItems()];
  /** What the browser should have forgotten and did not. */
  const gone = new Set<Id>();
  return {
    async all() {
      const shown = new Map<Id, Item>();
      try {
        for (const item of await kept.all()) if (!gone.has(item.id)) shown.set(item.id, item);
      } catch (error) {
        console.warn('Unsent messages that this browser keeps could not be read.', error);
      }
      // The page has the later version of what stands in both.
      for (const item of await page.all()) shown.set(item.id, item);
      return [...shown.values()];
    },
    async put(item) {
      try {
        await kept.put(item);
        await page.remove([item.id]);
        gone.delete(item.id);
      } catch (error) {
        console.warn('An unsent message lasts only until the page is closed.', error);
        await page.put(item);
        unkept();
      }
    },
    async remove(ids) {
      await page.remove(ids);
      try {
        await kept.remove(ids);
      } catch (error) {
        console.warn('This browser still keeps messages that are done with.', error);
        for (const id of ids) gone.add(id);
      }
    },
  };
}
