/** The emoji there are, with their names; loaded when the first grid opens. */

/** A group as the grid shows it. The names are the ends of Fluent keys. */
export const GROUPS = [
  'smileys',
  'people',
  'nature',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const;
export type Group = (typeof GROUPS)[number];

/** Numbers of the groups in the data; components (2) are no emoji of their own. */
const NUMBERS: Readonly<Record<number, Group>> = {
  0: 'smileys',
  1: 'people',
  3: 'nature',
  4: 'food',
  5: 'travel',
  6: 'activities',
  7: 'objects',
  8: 'symbols',
  9: 'flags',
};

/** A skin tone; 0 is the yellow one. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;
export const TONES: readonly Tone[] = [0, 1, 2, 3, 4, 5];

/** The tones as characters, from light to dark. */
const TONE_MARKS = ['', '\u{1F3FB}', '\u{1F3FC}', '\u{1F3FD}', '\u{1F3FE}', '\u{1F3FF}'] as const;
const ANY_TONE = /[\u{1F3FB}-\u{1F3FF}]/gu;

/** One emoji. */
export interface Emoji {
  readonly unicode: string;
  readonly name: string;
  /** What people may call it besides. */
  readonly tags: readonly string[];
  readonly group: Group;
  /** By tone; a gap where there is none of that tone. */
  readonly tones: readonly (string | undefined)[];
}

/** An entry of emojibase's compact data, as the build leaves it. */
export interface RawEmoji {
  readonly unicode: string;
  readonly label: string;
  readonly group?: number;
  readonly order?: number;
  readonly tags?: readonly string[];
  readonly skins?: readonly { readonly unicode: string }[];
}

/** All emoji in the order of the standard, without components. */
export function catalogueOf(raw: readonly RawEmoji[]): Emoji[] {
  return raw
    .flatMap((entry) => {
      const group = NUMBERS[entry.group ?? -1];
      return group === undefined ? [] : [{ entry, group }];
    })
    .sort((a, b) => (a.entry.order ?? 0) - (b.entry.order ?? 0))
    .map(({ entry, group }) => ({
      unicode: canonical(entry.unicode),
      name: entry.label,
      tags: entry.tags ?? [],
      group,
      tones: tonesOf(entry.skins ?? []),
    }));
}

function tonesOf(skins: readonly { readonly unicode: string }[]): (string | undefined)[] {
  if (skins.length === 0) return [];
  return TONE_MARKS.map((mark) =>
    mark === ''
      ? undefined
      : // Couples come in every mixture; the grid offers those of one tone.
        skins
          .map(({ unicode }) => canonical(unicode))
          .find((unicode) => unicode.match(ANY_TONE)?.every((found) => found === mark) ?? false),
  );
}

/**
 * `unicode` as keyboards send it: the data marks as coloured what is coloured anyway. Reactions are told apart by their
 * characters, so 👍 must not come in two spellings.
 */
export function canonical(unicode: string): string {
  return unicode.replace(/(\p{Emoji_Presentation})\uFE0F/gu, '$1');
}

/** `emoji` in a tone, where there is one. */
export function inTone(emoji: Emoji, tone: Tone): string {
  return emoji.tones[tone] ?? emoji.unicode;
}

/** `unicode` without its tones, to find it in the catalogue. */
export function withoutTone(unicode: string): string {
  return unicode.replace(ANY_TONE, '');
}

let loading: Promise<readonly Emoji[]> | null = null;

/** The catalogue in the language of the interface. A failed load may be tried again. */
export function loadCatalogue(): Promise<readonly Emoji[]> {
  loading ??= import('emojibase-data/en/compact.json').then(
    (module) => catalogueOf(module.default as readonly RawEmoji[]),
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}
