import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Gate } from './gate.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('lets the first through at once and gathers the rest for the next picture', () => {
  const taken: number[][] = [];
  const gate = new Gate<number>(
    (flush) => setTimeout(flush, 16),
    (things) => taken.push(things),
  );
  for (const thing of [1, 2, 3]) gate.push(thing);
  expect(taken).toEqual([[1]]);
  vi.advanceTimersByTime(16);
  expect(taken).toEqual([[1], [2, 3]]);
});

it('hands on at most sixty times a second, and nothing after it was cleared', () => {
  const taken: number[][] = [];
  const gate = new Gate<number>(
    (flush) => setTimeout(flush, 16),
    (things) => taken.push(things),
  );
  for (let i = 0; i < 1_000; i++) {
    gate.push(i);
    vi.advanceTimersByTime(1);
  }
  expect(taken.length).toBeLessThanOrEqual(63);
  expect(taken.flat()).toEqual(Array.from({ length: taken.flat().length }, (_, i) => i));
  gate.push(1_000);
  gate.clear();
  const before = taken.length;
  vi.advanceTimersByTime(100);
  expect(taken).toHaveLength(before);
});
