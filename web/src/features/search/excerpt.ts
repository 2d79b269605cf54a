// The part of a message that was found, with what was found marked.
import type { Mention } from '$lib/api/index.ts';

/** A part of a text; `isHit`: it was looked for. */
export interface Part {
  text: string;
  isHit: boolean;
}

/** Scripts that are written without spaces: what is looked for may stand anywhere. Elsewhere it begins a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;

/** A text without case, width and marks of letters, and where each unit of it came from. */
interface Folded {
  text: string;
  /** For each UTF-16 unit of `text`, the place of its character in the original; one more at the end. */
  places: number[];
}

function foldOne(character: string): string {
  const bare = character.normalize('NFKD').replace(/\p{M}/gu, '').replace(/ـ/g, '');
  // Syllables of Hangul are one letter for readers, so they are put together again.
  return bare.normalize('NFC').toLowerCase();
}

function fold(text: string): Folded {
  let folded = '';
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const piece = foldOne(character);
    for (let unit = 0; unit < piece.length; unit += 1) places.push(at);
    folded += piece;
    at += character.length;
  }
  places.push(text.length);
  return { text: folded, places };
}

/** The words of a query, folded; the longest first. */
export function termsOf(query: string): string[] {
  const terms = query.split(/\s+/u).map((word) => fold(trimmed(word)).text);
  return [...new Set(terms)].filter((term) => term !== '').sort((a, b) => b.length - a.length);
}

/** Quotation marks and commas around a word are no part of it. */
function trimmed(word: string): string {
  return word.replace(/^[^\p{L}\p{N}\p{M}\p{S}]+|[^\p{L}\p{N}\p{M}\p{S}]+$/gu, '');
}

/** Where a text holds the terms, as ranges in UTF-16 units, in order, without overlaps. */
export function rangesOf(text: string, terms: readonly string[]): [from: number, to: number][] {
  const folded = fold(text);
  const found: [number, number][] = [];
  for (const term of terms) {
    const all = occurrences(folded.text, term);
    const begins = all.filter((at) => UNSPACED.test(term) || !WORD.test(folded.text.charAt(at - 1)));
    for (const at of begins.length > 0 ? begins : all) {
      const from = folded.places[at] ?? 0;
      found.push([from, endOf(folded, at + term.length)]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const ranges: [number, number][] = [];
  for (const [from, to] of found) {
    const last = ranges.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else ranges.push([from, to]);
  }
  return ranges;
}

/** Where in the original the folded text ends before `at`: after the marks of its last letter. */
function endOf({ places }: Folded, at: number): number {
  const last = places[at - 1] ?? 0;
  const next = places.slice(at).find((place) => place > last);
  return next ?? places.at(-1) ?? last;
}

function occurrences(text: string, term: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + term.length)) places.push(at);
  return places;
}

/** A text in parts, found and not. */
export function markHits(text: string, terms: readonly string[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const [from, to] of rangesOf(text, terms)) {
    if (from > at) parts.push({ text: text.slice(at, from), isHit: false });
    parts.push({ text: text.slice(from, to), isHit: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isHit: false });
  return parts;
}

/** The lines of a long text around the first hit, and its mentions moved along. A short text stays whole. */
export function around(
  text: string,
  mentions: readonly Mention[],
  terms: readonly string[],
  reach: number,
): { text: string; mentions: Mention[] } {
  if (text.length <= reach * 2) return { text, mentions: [...mentions] };
  const first = rangesOf(text, terms)[0]?.[0] ?? 0;
  // From the beginning of a line on, so that its marks are read as what they are.
  const wanted = Math.max(0, first - reach);
  const line = text.lastIndexOf('\n', first) + 1;
  const from = whole(text, Math.max(line, wanted));
  const to = whole(text, Math.min(text.length, from + reach * 2));
  const kept = mentions.filter((mention) => mention.start >= from && mention.end <= to);
  return {
    text: text.slice(from, to),
    mentions: kept.map(({ start, end, profile }) => ({ start: start - from, end: end - from, profile })),
  };
}

/** The part of a line of words around its first hit, of about `limit` units, with dots where something is left out. */
export function excerptOf(words: string, terms: readonly string[], limit: number): Part[] {
  const line = words.replace(/\s+/gu, ' ').trim();
  if (line.length <= limit) return markHits(line, terms);
  const first = rangesOf(line, terms)[0]?.[0] ?? 0;
  let from = Math.max(0, Math.min(first - Math.floor(limit / 3), line.length - limit));
  const space = line.indexOf(' ', from);
  if (from > 0 && space !== -1 && space < first) from = space + 1;
  from = whole(line, from);
  const to = whole(line, Math.min(line.length, from + limit));
  const parts = markHits(line.slice(from, to), terms);
  if (from > 0) parts.unshift({ text: '…', isHit: false });
  if (to < line.length) parts.push({ text: '…', isHit: false });
  return parts;
}

/** A place that does not split a character in two. */
function whole(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
