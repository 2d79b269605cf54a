/** Levels of headings within a page whose thread is under an `h2`. */
import type { Piece } from './tree.ts';

const THREAD_LEVEL = 2;

/**
 * The outline level of each heading among `pieces`, by key. Writers choose depths by looks (`###` first, `#` later); a
 * screen reader's outline must not skip levels, so a heading is one level below the one that it stands under.
 */
export function headingLevels(pieces: readonly Piece[]): Map<number, number> {
  const levels = new Map<number, number>();
  const open: number[] = [];
  for (const { key, block } of pieces) {
    if (block.type !== 'heading') continue;
    while ((open.at(-1) ?? 0) >= block.depth) open.pop();
    open.push(block.depth);
    levels.set(key, THREAD_LEVEL + open.length);
  }
  return levels;
}
