// How long to wait before trying again.

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * Milliseconds before the next attempt: 0.5 to 30 s, doubling, and up to half of it shorter by chance, so that a thousand
 * browsers do not come back in the same moment. `failures` counts from 0; `random` is from 0 to 1.
 */
export function backoffMs(failures: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures + 1, 16));
  return Math.max(FIRST_MS, Math.round(full * (1 - random / 2)));
}
