/**
 * Structural sharing: `next`, with every part that equals `previous` replaced by it. What kept its identity is not
 * drawn again.
 */
export function share<T>(previous: T | undefined, next: T): T {
  if (previous === undefined || Object.is(previous, next)) return previous ?? next;
  if (Array.isArray(next)) return Array.isArray(previous) ? shareArray(previous, next) : next;
  if (isRecord(next) && isRecord(previous)) return shareRecord(previous, next);
  return next;
}

function shareArray<T extends unknown[]>(previous: unknown[], next: T): T {
  const shared = next.map((value, index) => share(previous[index], value));
  const same =
    previous.length === shared.length && shared.every((value, index) => Object.is(value, previous[index]));
  return (same ? previous : shared) as T;
}

function shareRecord<T extends Record<string, unknown>>(previous: Record<string, unknown>, next: T): T {
  const keys = Object.keys(next);
  const shared: Record<string, unknown> = {};
  for (const key of keys) shared[key] = share(previous[key], next[key]);
  const same =
    Object.keys(previous).length === keys.length &&
    keys.every((key) => Object.is(shared[key], previous[key]));
  return (same ? previous : shared) as T;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
