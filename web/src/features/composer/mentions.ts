// Mentions in a text that is being written: where they are, what keeps them, what ends them. Offsets are UTF-16 code units.
import type { Id, Mention } from '$lib/api/index.ts';

/** A text and the places in it that name participants. */
export interface Written {
  text: string;
  mentions: Mention[];
}

/** The mentions after `before` became `after`; `caret` is where the caret stands now. One that was changed is only words. */
export function carried(
  mentions: readonly Mention[],
  before: string,
  after: string,
  caret: number,
): Mention[] {
  if (before === after) return [...mentions];
  const { start, end, grown } = changeOf(before, after, caret);
  return mentions.flatMap((one) => {
    if (one.end <= start) return [one];
    if (one.start >= end) return [{ ...one, start: one.start + grown, end: one.end + grown }];
    return [];
  });
}

/** The range of `before` that was replaced, and by how much the text grew. */
function changeOf(
  before: string,
  after: string,
  caret: number,
): { start: number; end: number; grown: number } {
  const grown = after.length - before.length;
  const shorter = Math.min(before.length, after.length);
  // After typing, pasting and erasing the caret stands at the end of what changed: what follows it is as it was.
  let suffix = Math.min(after.length - caret, shorter);
  if (suffix < 0 || before.slice(before.length - suffix) !== after.slice(after.length - suffix)) {
    suffix = 0;
    while (suffix < shorter && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix += 1;
  }
  let start = 0;
  while (start < shorter - suffix && before[start] === after[start]) start += 1;
  return { start, end: before.length - suffix, grown };
}

/** Mentions that an undo brought back as words are mentions again. `known`: what was mentioned here, by its words. */
export function rejoined(written: Written, known: ReadonlyMap<string, Id>): Mention[] {
  const found: Mention[] = [...written.mentions];
  for (const [words, profile] of known) {
    for (
      let at = written.text.indexOf(words);
      at !== -1;
      at = written.text.indexOf(words, at + words.length)
    ) {
      const [start, end] = [at, at + words.length];
      if (!found.some((one) => one.start < end && start < one.end)) found.push({ start, end, profile });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** What is being looked for: the `@` and the words behind it up to the caret. */
export interface MentionQuery {
  /** Where the `@` stands. */
  start: number;
  end: number;
  query: string;
}

/** Longer than any name. */
const LONGEST = 48;
/** Scripts that write without spaces: an `@` may follow a letter. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}_.+-]/u;

/** The mention that is being typed before the caret, if one is. */
export function queryAt({ text, mentions }: Written, caret: number): MentionQuery | null {
  const from = Math.max(0, caret - LONGEST);
  const line = text.slice(from, caret);
  // People who write Chinese and Japanese type the wide sign.
  const at = Math.max(line.lastIndexOf('@'), line.lastIndexOf('＠'));
  if (at === -1) return null;
  const start = from + at;
  const query = text.slice(start + 1, caret);
  if (query.includes('\n') || /^\s|\s\s/u.test(query)) return null;
  if (mentions.some((one) => one.start <= start && start < one.end)) return null;
  const before = [...text.slice(Math.max(0, start - 2), start)].at(-1) ?? ' ';
  if (WORD.test(before) && !UNSPACED.test(before)) return null;
  return { start, end: caret, query };
}

/** The text with what was looked for replaced by a mention of `name`, and what was inserted. */
export function insertion(
  text: string,
  query: MentionQuery,
  name: string,
): { inserted: string; length: number } {
  const words = `@${name}`;
  const follows = text[query.end] ?? '';
  return { inserted: /^\s/u.test(follows) ? words : `${words} `, length: words.length };
}

/** The mention that ends at `caret` (a Backspace takes it whole), or begins there. */
export function mentionBeside(
  mentions: readonly Mention[],
  caret: number,
  side: 'before' | 'after',
): Mention | undefined {
  return mentions.find((one) => (side === 'before' ? one.end : one.start) === caret);
}

/** The nearest place for a caret that would stand inside of a mention. */
export function outside(mentions: readonly Mention[], caret: number, from: number): number {
  const around = mentions.find((one) => one.start < caret && caret < one.end);
  if (!around) return caret;
  if (from <= around.start) return around.end;
  if (from >= around.end) return around.start;
  return caret - around.start < around.end - caret ? around.start : around.end;
}

/** Without the space around it; mentions keep their places. */
export function trimmed({ text, mentions }: Written): Written {
  const lead = text.length - text.trimStart().length;
  const short = text.trim();
  return {
    text: short,
    mentions: mentions
      .map((one) => ({ ...one, start: one.start - lead, end: one.end - lead }))
      .filter((one) => one.start >= 0 && one.end <= short.length),
  };
}

/** A piece of the text for the layer that draws the chips. */
export interface Piece {
  text: string;
  mention: Mention | null;
}

/** The text cut at its mentions. */
export function pieces({ text, mentions }: Written): Piece[] {
  const cut: Piece[] = [];
  let at = 0;
  for (const mention of [...mentions].sort((a, b) => a.start - b.start)) {
    if (mention.start < at || mention.end > text.length) continue;
    if (mention.start > at) cut.push({ text: text.slice(at, mention.start), mention: null });
    cut.push({ text: text.slice(mention.start, mention.end), mention });
    at = mention.end;
  }
  if (at < text.length) cut.push({ text: text.slice(at), mention: null });
  return cut;
}

/** Characters as the server counts them. */
export function charactersOf(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // The second half of a pair belongs to the first.
    if (unit < 0xdc00 || unit > 0xdfff) count += 1;
  }
  return count;
}
