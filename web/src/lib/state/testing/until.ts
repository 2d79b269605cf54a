// Waiting for what comes by itself, with more patience than a busy machine needs.
import { vi } from 'vitest';

const PATIENCE_MS = 15_000;

/** Resolves once `check` passes; rejects with its failure after fifteen seconds. */
export function until<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: PATIENCE_MS, interval: 5 });
}

vi.setConfig({ testTimeout: 2 * PATIENCE_MS });
