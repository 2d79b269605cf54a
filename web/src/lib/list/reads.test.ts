import { expect, test } from 'vitest';
import { ReadTracker } from './reads.ts';

test('a row is read after a second in view, once', () => {
  const reads = new ReadTracker();
  expect(reads.look(['a', 'b'], 0)).toEqual([]);
  expect(reads.look(['a', 'b'], 999)).toEqual([]);
  expect(reads.look(['a', 'b'], 1_000)).toEqual(['a', 'b']);
  expect(reads.look(['a', 'b'], 5_000)).toEqual([]);
  expect(reads.isWaiting).toBe(false);
});

test('looking away starts the second anew', () => {
  const reads = new ReadTracker();
  reads.look(['a'], 0);
  reads.look([], 900);
  expect(reads.look(['a'], 1_000)).toEqual([]);
  expect(reads.look(['a'], 1_999)).toEqual([]);
  expect(reads.look(['a'], 2_000)).toEqual(['a']);
});

test('rows that scroll by are not read', () => {
  const reads = new ReadTracker();
  for (let index = 0; index < 50; index += 1)
    expect(reads.look([`row ${String(index)}`], index * 100)).toEqual([]);
});
