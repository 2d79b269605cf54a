import { afterEach, expect, it, vi } from 'vitest';
import { Update } from './update.svelte.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

it('is ready as soon as it is announced where there is no worker, and not for having looked', async () => {
  const update = new Update();
  await update.start();
  await update.check();
  expect(update.ready).toBe(false);
  await update.announced();
  expect(update.ready).toBe(true);
});

it('waits for the worker where there is one', async () => {
  vi.stubEnv('PROD', true);
  const look = vi.fn().mockResolvedValue(undefined);
  const registration = { waiting: null, addEventListener: () => undefined, update: look };
  const serviceWorker = { register: () => Promise.resolve(registration), controller: {} };
  vi.stubGlobal('navigator', { serviceWorker });
  const update = new Update();
  await update.start();
  await update.announced();
  expect(look).toHaveBeenCalledOnce();
  expect(update.ready).toBe(false);
});
