import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ToastState } from './toast.svelte.ts';

let toasts: ToastState;
const texts = () => toasts.all.map((toast) => toast.text);

beforeEach(() => {
  vi.useFakeTimers();
  toasts = new ToastState();
});
afterEach(() => vi.useRealTimers());

it('stays six seconds, even when less was asked for', () => {
  toasts.add('Deleted.', { duration: 1_000 });
  vi.advanceTimersByTime(5_999);
  expect(texts()).toEqual(['Deleted.']);
  vi.advanceTimersByTime(1);
  expect(texts()).toEqual([]);
});

it('waits while somebody reads it, and then only for the rest of its time', () => {
  toasts.add('Deleted.');
  vi.advanceTimersByTime(4_000);
  toasts.pause();
  vi.advanceTimersByTime(60_000);
  expect(texts()).toEqual(['Deleted.']);
  toasts.resume();
  vi.advanceTimersByTime(1_999);
  expect(texts()).toEqual(['Deleted.']);
  vi.advanceTimersByTime(1);
  expect(texts()).toEqual([]);
});

it('does not start the clock of one that comes during a pause', () => {
  toasts.pause();
  toasts.add('Deleted.');
  vi.advanceTimersByTime(60_000);
  expect(texts()).toEqual(['Deleted.']);
  toasts.resume();
  vi.advanceTimersByTime(6_000);
  expect(texts()).toEqual([]);
});

it('either acts or expires, never both', () => {
  const [run, onexpire] = [vi.fn(), vi.fn()];
  const first = toasts.add('Deleted.', { action: { label: 'Undo', run }, onexpire });
  toasts.act(first);
  vi.advanceTimersByTime(10_000);
  expect(run).toHaveBeenCalledOnce();
  expect(onexpire).not.toHaveBeenCalled();
  toasts.dismiss(toasts.add('Deleted.', { onexpire }));
  expect(onexpire).toHaveBeenCalledOnce();
});

it('shows three at once, and lets the oldest go', () => {
  for (const text of ['1', '2', '3', '4']) toasts.add(text);
  expect(texts()).toEqual(['2', '3', '4']);
});

it('pushes none out whose end means something', () => {
  const onexpire = vi.fn();
  for (const text of ['1', '2', '3', '4']) toasts.add(text, { onexpire });
  for (const text of ['5', '6']) toasts.add(text);
  expect(texts()).toEqual(['1', '2', '3', '4', '6']);
  expect(onexpire).not.toHaveBeenCalled();
  vi.advanceTimersByTime(6_000);
  expect(onexpire).toHaveBeenCalledTimes(4);
});
