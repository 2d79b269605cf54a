/** Keeps parsed messages, so that rows which scroll out and back in are not parsed again. */
import { MarkdownStream, type StreamOptions } from './stream.ts';
import type { MentionRange, Piece } from './tree.ts';

/** Source kept at most, in UTF-16 code units: about as many messages as a person scrolls through in a minute. */
const MAX_KEPT = 1_000_000;

const kept = new Map<string, readonly Piece[]>();
let size = 0;

/** The blocks of a complete text. */
export function parsed(text: string, options: StreamOptions): readonly Piece[] {
  const key = `${options.trust} ${mentionKey(options.mentions)} ${text}`;
  let pieces = kept.get(key);
  if (pieces === undefined) {
    pieces = new MarkdownStream(options).update(text);
    size += key.length;
  }
  // Last used, last dropped: a map keeps the order of insertion.
  kept.delete(key);
  kept.set(key, pieces);
  for (const oldest of kept.keys()) {
    if (size <= MAX_KEPT || oldest === key) break;
    kept.delete(oldest);
    size -= oldest.length;
  }
  return pieces;
}

function mentionKey(mentions: readonly MentionRange[] = []): string {
  return mentions.map(({ start, end, profile }) => `${String(start)}-${String(end)}-${profile}`).join();
}
