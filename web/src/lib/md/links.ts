/** Which links are links, and what a person is told about them before a click. */
import { unicodeHost } from './punycode.ts';

/** What the anchor of a message says: no opener, no referrer, no endorsement. */
export const LINK_REL = 'noopener noreferrer nofollow ugc';

/** A link that may be followed. */
export interface SafeLink {
  readonly href: string;
  /** The host as people read it; empty for mail and telephone. */
  readonly host: string;
  /** The host to show beside the words, where the words or the letters of the host may deceive; else `null`. */
  readonly reveal: string | null;
}

const WEB = new Set(['http:', 'https:']);
const SCHEMES = new Set([...WEB, 'mailto:', 'tel:']);

/** Controls, white space, and marks that are invisible or turn the direction of what follows. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}]/gu;

/** Scripts whose letters are not mistaken for Latin ones. Anything else that is not ASCII is shown encoded too. */
const DISTINCT =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Nd}ー-]+$/u;
const ASCII = /^[\x21-\x7e]*$/;

/** Words that look like an address: `example.org`, `https://example.org/path`, `a@example.org`. */
const HOST_IN_WORDS = /(?:^|[\s(@/])((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?=[/:?#)\s]|$)/u;

/**
 * `url` as a link, or `null` where it may not be followed: relative addresses and every scheme but those of the web,
 * mail and telephone. `words` is what the link reads as.
 */
export function safeLink(url: string, words: string): SafeLink | null {
  const cleaned = url.replace(HIDDEN, '');
  // A base would make relative addresses absolute: a message has no page of its own that they could refer to.
  if (!URL.canParse(cleaned)) return null;
  const parsed = new URL(cleaned);
  if (!SCHEMES.has(parsed.protocol)) return null;
  if (!WEB.has(parsed.protocol)) return { href: parsed.href, host: '', reveal: null };
  const host = unicodeHost(parsed.hostname);
  return { href: parsed.href, host, reveal: revealed(parsed, host, words) };
}

function revealed(url: URL, host: string, words: string): string | null {
  if (!host.split('.').every((label) => ASCII.test(label) || DISTINCT.test(label))) return url.hostname;
  if (url.username !== '' || url.password !== '') return host;
  const claimed = HOST_IN_WORDS.exec(words.replace(HIDDEN, ' ').normalize('NFKC').toLowerCase())?.[1];
  if (claimed === undefined) return null;
  const isSame = bare(claimed) === bare(host) || bare(claimed) === bare(url.hostname);
  return isSame ? null : host;
}

function bare(host: string): string {
  return host.replace(/^www\./, '');
}

/** Marks that open a run of overridden direction; in text of others they only serve to disguise it. */
const OVERRIDES = /[\u202d\u202e]/g;

/** `text` without marks that force letters into the other order. */
export function withoutOverrides(text: string): string {
  return text.replace(OVERRIDES, '');
}
