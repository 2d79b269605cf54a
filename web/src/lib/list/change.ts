/** How rows that changed are applied: what changed above the reader's row first, then what changed below it. */

/** One update of the virtual list. */
export interface Step<T> {
  readonly items: readonly T[];
  /** Whether rows came or went above the reader, so that positions are kept from the end. */
  readonly shift: boolean;
}

/**
 * The steps from `before` to `after` that leave the row `anchor` where it is, or `null` where nothing is left of what
 * the reader saw and the list has to be mounted anew. `candidates` are the keys in view, the anchor first.
 */
export function stepsTo<T>(
  before: readonly T[],
  after: readonly T[],
  key: (item: T) => string,
  candidates: readonly string[],
): Step<T>[] | null {
  if (before.length === 0) return [{ items: after, shift: false }];
  const oldIndex = indexBy(before, key);
  const newIndex = indexBy(after, key);
  const anchor =
    candidates.find((candidate) => oldIndex.has(candidate) && newIndex.has(candidate)) ??
    firstCommon(before, newIndex, key);
  const [from, to] = [oldIndex.get(anchor ?? ''), newIndex.get(anchor ?? '')];
  if (from === undefined || to === undefined) return null;
  // The same number of rows above means the same rows, or rows that took each other's place: nothing to shift.
  if (from === to) return [{ items: after, shift: false }];
  const above = [...after.slice(0, to), ...before.slice(from)];
  const below = after.length - to === before.length - from;
  const isWhole = below && after.slice(to).every((item, index) => item === before[from + index]);
  return isWhole
    ? [{ items: after, shift: true }]
    : [
        { items: above, shift: true },
        { items: after, shift: false },
      ];
}

function indexBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  return new Map(items.map((item, index) => [key(item), index]));
}

function firstCommon<T>(
  before: readonly T[],
  after: ReadonlyMap<string, number>,
  key: (item: T) => string,
): string | undefined {
  const item = before.find((candidate) => after.has(key(candidate)));
  return item === undefined ? undefined : key(item);
}
