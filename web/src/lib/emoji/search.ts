/** Finds emoji by what people call them. */
import type { Emoji } from './catalogue.ts';

/** Most results: eight rows. */
export const MOST_RESULTS = 64;

/** The emoji that `query` means, best first. The query may be an emoji itself. */
export function searchEmoji(catalogue: readonly Emoji[], query: string): Emoji[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const scored = catalogue.flatMap((emoji, order) => {
    const score = emoji.unicode === query.trim() ? -1 : scoreOf(emoji, words);
    return score === null ? [] : [{ emoji, score, order }];
  });
  scored.sort((a, b) => a.score - b.score || a.order - b.order);
  return scored.slice(0, MOST_RESULTS).map(({ emoji }) => emoji);
}

/** Lower is better; `null` where a word is not found. */
function scoreOf(emoji: Emoji, words: readonly string[]): number | null {
  const name = fold(emoji.name);
  if (name === words.join(' ')) return 0;
  const tags = emoji.tags.map(fold);
  let sum = 0;
  for (const word of words) {
    const score = rank(word, name, tags);
    if (score === null) return null;
    sum += score;
  }
  return sum;
}

function rank(word: string, name: string, tags: readonly string[]): number | null {
  if (tags.includes(word)) return 1;
  if (name.startsWith(word)) return 2;
  if (name.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) return 3;
  if (tags.some((tag) => tag.startsWith(word))) return 4;
  return name.includes(word) ? 5 : null;
}

/** Case, accents and width folded away. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
