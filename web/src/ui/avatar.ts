// How somebody without a photo looks: a letter on a colour that stays theirs.

/** How many avatar colours `tokens.css` has. */
const COLOURS = 7;

/** The index of the avatar colour of `id`: the same everywhere, for ever (FNV-1a). */
export function avatarColour(id: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(id)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % COLOURS;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first letter of `name` as people see it: `é` and `👩‍🚀` are one. */
export function initial(name: string): string {
  const first = segmenter.segment(name.trim())[Symbol.iterator]().next().value?.segment ?? '?';
  return first.toLocaleUpperCase();
}
