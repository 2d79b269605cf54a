// Locks between tabs where the browser has none: a row that its holder renews, and that others may take when it has run out.
// It orders; it need not be perfect, because sending twice posts once.
import type { Locks } from '../live/host.ts';
import { uuidv7 } from './uuid.ts';
import { database } from './database.ts';

const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
const AGAIN_MS = 500;

async function take(name: string, owner: string): Promise<boolean> {
  const db = await database();
  const change = db.transaction('leases', 'readwrite');
  const held = await change.store.get(name);
  const isFree = !held || held.owner === owner || held.until < Date.now();
  if (isFree) await change.store.put({ name, owner, until: Date.now() + LEASE_MS });
  await change.done;
  return isFree;
}

async function give(name: string, owner: string): Promise<void> {
  const db = await database();
  const change = db.transaction('leases', 'readwrite');
  const held = await change.store.get(name);
  if (held?.owner === owner) await change.store.delete(name);
  await change.done;
}

/** Locks kept in the database. */
export function leaseLocks(): Locks {
  return {
    async hold(name, work) {
      const owner = uuidv7();
      try {
        while (!(await take(name, owner))) await new Promise((again) => setTimeout(again, AGAIN_MS));
      } catch (error) {
        console.warn('This browser keeps no locks between tabs: they do not wait for each other.', error);
        return work();
      }
      const renew = setInterval(() => {
        take(name, owner).catch((error: unknown) =>
          console.warn('A lock between tabs could not be renewed.', error),
        );
      }, RENEW_MS);
      try {
        await work();
      } finally {
        clearInterval(renew);
        await give(name, owner).catch((error: unknown) =>
          console.warn('A lock between tabs stays until it runs out.', error),
        );
      }
    },
  };
}
