import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Unreachable } from '$lib/api/index.ts';
import type { LocalModel, LocalModels } from '$lib/api/wire.ts';
import { nextOf, Own } from './own.svelte.ts';

const model: LocalModel = {
  name: 'tiny',
  title: 'Tiny',
  size_bytes: 98_000_000,
  memory_bytes: 400_000_000,
  licence: 'Apache-2.0',
  is_own: false,
  is_verified: true,
  is_for_trying: true,
  fit: 'good',
  in_catalogue: false,
  state: { is: 'absent', kept_bytes: 0 },
};
const fetching = {
  ...model,
  state: { is: 'fetching', step: 'weights', done_bytes: 1, total_bytes: 2 },
} as const;
const ready = { ...model, in_catalogue: true, state: { is: 'running' } } as const;

function all(one: LocalModel): LocalModels {
  return { cores: 2, memory_bytes: null, engine: 'ready', recommended: null, models: [one] };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('asks again while something is on its way, and tells once what became ready', async () => {
  const answers = [model, fetching, fetching, ready, ready].map(all);
  const ask = vi.fn(() => Promise.resolve(answers.shift() ?? all(ready)));
  const told = vi.fn();
  const own = new Own(ask, told);
  await own.load();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ask, 'nothing is on its way').toHaveBeenCalledTimes(1);
  await own.load();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ask).toHaveBeenCalledTimes(4);
  expect(told.mock.calls).toEqual([[ready]]);
});

test('waits for what was asked for, and for what is there and not yet to be chosen', async () => {
  const idle = { ...model, state: { is: 'idle' } } as const;
  const answers = [model, model, fetching, idle, ready].map(all);
  const ask = vi.fn(() => Promise.resolve(answers.shift() ?? all(ready)));
  const told = vi.fn();
  const own = new Own(ask, told);
  await own.load();
  own.await('tiny');
  await own.load();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told.mock.calls).toEqual([[ready]]);
  expect(ask).toHaveBeenCalledTimes(5);
});

test('stops waiting for what was cancelled or failed', async () => {
  for (const end of [
    model,
    { ...model, state: { is: 'failed', fault: 'no_space', kept_bytes: 1 } } as const,
  ]) {
    const answers = [fetching, end].map(all);
    const ask = vi.fn(() => Promise.resolve(answers.shift() ?? all(end)));
    await new Own(ask, () => undefined).load();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ask).toHaveBeenCalledTimes(2);
  }
});

test('keeps what is there and goes on asking where the server is away for a moment', async () => {
  let isAway = false;
  const own = new Own(
    () => (isAway ? Promise.reject(new Unreachable()) : Promise.resolve(all(fetching))),
    () => undefined,
  );
  await own.load();
  isAway = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect([own.status, own.value?.models.length, own.error instanceof Unreachable]).toEqual([
    'ready',
    1,
    true,
  ]);
  isAway = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(own.error).toBeNull();
});

test('asks nothing after everybody has left', async () => {
  const ask = vi.fn(() => Promise.resolve(all(fetching)));
  const own = new Own(ask, () => undefined);
  await own.load();
  own.leave();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('says what can be done next', () => {
  expect(nextOf(model, true)).toBe('get');
  expect(nextOf(model, false)).toBe('none');
  expect(nextOf({ ...model, fit: 'too_large' }, true)).toBe('none');
  expect(nextOf({ ...model, state: { is: 'failed', fault: 'unreachable', kept_bytes: 7 } }, true)).toBe(
    'go-on',
  );
  expect(nextOf({ ...model, state: { is: 'idle' } }, true)).toBe('use');
  expect(nextOf(fetching, true)).toBe('cancel');
  expect(nextOf(ready, true)).toBe('none');
  const lost = { ...ready, state: { is: 'absent', kept_bytes: 0 } } as const;
  expect(nextOf(lost, true), 'its weights are gone').toBe('get');
});
