/** Moving in a grid of equal columns, the last row of which may be short. */

export const COLUMNS = 8;

/** Where `key` leads from `index` among `count` cells; `null` out of the top, `undefined` where it means nothing. */
export function rove(index: number, key: string, count: number, isRtl: boolean): number | null | undefined {
  const last = count - 1;
  const start = index - (index % COLUMNS);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowLeft': {
      const step = (key === 'ArrowRight') === isRtl ? -1 : 1;
      return Math.min(Math.max(index + step, 0), last);
    }
    case 'ArrowDown':
      // From above a gap in the last row, to its last cell.
      if (start + COLUMNS > last) return index;
      return Math.min(index + COLUMNS, last);
    case 'ArrowUp':
      return index < COLUMNS ? null : index - COLUMNS;
    case 'Home':
      return start;
    case 'End':
      return Math.min(start + COLUMNS - 1, last);
    default:
      return undefined;
  }
}
