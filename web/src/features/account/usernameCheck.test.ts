import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Unreachable } from '$lib/api/index.ts';
import { UsernameCheck } from './usernameCheck.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('asks once, when the typing has paused, and shows the answer', async () => {
  const ask = vi.fn().mockResolvedValue({ available: true, problem: null });
  const check = new UsernameCheck(ask);
  check.look('ana');
  check.look('ana.b');
  expect(check.state).toBe('checking');
  await vi.advanceTimersByTimeAsync(300);
  expect(ask.mock.calls.map(([name]) => name)).toEqual(['ana.b']);
  expect(check.state).toBe('free');
});

it('says what is in the way', async () => {
  const check = new UsernameCheck(
    vi.fn().mockResolvedValue({ available: false, problem: 'name-impersonates' }),
  );
  check.look('tulia');
  await vi.advanceTimersByTimeAsync(300);
  expect([check.state, check.slug]).toEqual(['refused', 'name-impersonates']);
});

it('does not ask about what cannot be one, is too short, or is one’s own', async () => {
  const ask = vi.fn();
  const check = new UsernameCheck(ask);
  check.look('aña');
  expect([check.state, check.slug]).toEqual(['refused', 'username-invalid']);
  check.look('an');
  expect(check.state).toBe('unasked');
  check.look('ana', 'ana');
  expect(check.state).toBe('unasked');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ask).not.toHaveBeenCalled();
});

it('an answer that comes too late for what is typed now says nothing', async () => {
  let answer: (value: { available: boolean; problem: null }) => void = () => undefined;
  const check = new UsernameCheck(() => new Promise((resolve) => (answer = resolve)));
  check.look('first');
  await vi.advanceTimersByTimeAsync(300);
  check.look('fi');
  answer({ available: true, problem: null });
  await vi.advanceTimersByTimeAsync(0);
  expect(check.state).toBe('unasked');
});

it('without the server the form finds out', async () => {
  const check = new UsernameCheck(vi.fn().mockRejectedValue(new Unreachable('')));
  check.look('ana.b');
  await vi.advanceTimersByTimeAsync(300);
  expect(check.state).toBe('unasked');
});
