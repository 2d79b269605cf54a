// The bar that says how the connection is.
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { app } from '../lib/state/index.ts';
import { update } from '../lib/update/update.svelte.ts';
import ConnectionBar from './ConnectionBar.svelte';

vi.mock('../lib/state/index.ts', () => {
  class Connection {
    isLate = $state(false);
    status = $state('live');
    stopped = $state<string | null>(null);
    retryInSeconds = null;
  }
  return { app: { connection: new Connection(), onNotice: () => () => undefined } };
});

const connection = app.connection as unknown as { isLate: boolean; status: string; stopped: string | null };
const become = (change: Partial<typeof connection>) => {
  Object.assign(connection, change);
  flushSync();
};
const bar = () => screen.getByRole('status').textContent;

beforeEach(() => vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => {
  become({ isLate: false, status: 'live', stopped: null });
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('says for a moment that it is back, also where it drops again within that moment', () => {
  render(ConnectionBar);
  become({ isLate: true, status: 'waiting' });
  expect(bar()).toContain('Reconnecting');
  become({ isLate: false, status: 'live' });
  expect(bar()).toContain('Back online');
  vi.advanceTimersByTime(2_000);
  become({ status: 'waiting' });
  vi.advanceTimersByTime(1_000);
  become({ status: 'live' });
  vi.advanceTimersByTime(1_001);
  flushSync();
  expect(bar()).toBe('');
});

it('offers a reload where the server does not understand the page', async () => {
  const [check, apply] = [
    vi.spyOn(update, 'check').mockResolvedValue(),
    vi.spyOn(update, 'apply').mockReturnValue(),
  ];
  render(ConnectionBar);
  become({ isLate: true, status: 'stopped', stopped: 'protocol' });
  expect(bar()).toContain('This page is out of date.');
  expect(bar()).not.toContain('Reconnecting');
  expect(check).toHaveBeenCalledOnce();
  await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
  expect(apply).toHaveBeenCalledOnce();
});
