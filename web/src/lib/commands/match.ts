// Finds names by what people type of them: any words, in any order, without accents.

/** `text` without case, accents, width and look of letters, so that `e` finds `É`. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLocaleLowerCase();
}

/**
 * How well `text` (with further `keywords`) matches `query`: 0 for not at all, more for better. Every word of the query
 * must begin a word of the text; scripts without spaces may match anywhere.
 */
export function matchText(query: string, text: string, keywords = ''): number {
  const whole = fold(text);
  const wanted = fold(query).split(/\s+/u).filter(Boolean);
  if (wanted.length === 0) return 1;
  const words = `${whole} ${fold(keywords)}`.split(/[\s\p{P}]+/u).filter(Boolean);
  const found = wanted.every(
    (part) => words.some((word) => word.startsWith(part)) || (UNSPACED.test(part) && whole.includes(part)),
  );
  if (!found) return 0;
  return whole.startsWith(wanted.join(' ')) ? 3 : words[0]?.startsWith(wanted[0] ?? '') ? 2 : 1;
}

/** Orders matches, the better first. */
export function compareMatches(a: number, b: number): number {
  return b - a;
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
