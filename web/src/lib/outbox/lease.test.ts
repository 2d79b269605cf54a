import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { database } from './database.ts';
import { leaseLocks } from './lease.ts';
import { until } from '../state/testing/until.ts';

it('lets one at a time, and the next when the holder has gone', async () => {
  const [one, two] = [leaseLocks(), leaseLocks()];
  const steps: string[] = [];
  let finish = () => {};
  const first = one.hold('a', () => {
    steps.push('first begins');
    return new Promise((resolve) => (finish = resolve));
  });
  await until(() => expect(steps).toEqual(['first begins']));
  const second = two.hold('a', async () => void steps.push('second'));
  const other = two.hold('b', async () => void steps.push('another name'));
  await other;
  expect(steps).toEqual(['first begins', 'another name']);
  finish();
  await Promise.all([first, second]);
  expect(steps).toEqual(['first begins', 'another name', 'second']);
});

it('is taken over from a tab that died', async () => {
  await (await database()).put('leases', { name: 'c', owner: 'dead', until: Date.now() - 1 });
  let held = false;
  await leaseLocks().hold('c', async () => void (held = true));
  expect(held).toBe(true);
  expect(await (await database()).get('leases', 'c')).toBeUndefined();
});
