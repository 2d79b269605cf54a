/**
 * Stands in for `get-east-asian-width` (an alias in vite.config.ts), of which the parser asks one thing: whether a character
 * is Chinese, Japanese or Korean. Its table of all widths (UAX #11) weighs as much as half of our own Markdown code; where
 * these scripts stand is a few ranges. `width.test.ts` compares both for every character there is.
 */
const WIDE: readonly number[] = [
  ...[0x1100, 0x115f, 0x20a9, 0x20a9, 0x2329, 0x232a, 0x2630, 0x2637, 0x268a, 0x268f, 0x2e80, 0x303e],
  ...[0x3041, 0x321e, 0x3220, 0x3247, 0x3250, 0xa4c6, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff],
  ...[0xfe10, 0xfe19, 0xfe30, 0xfe6b, 0xff01, 0xffdc, 0xffe0, 0xffee, 0x16fe0, 0x191d2, 0x1aff0, 0x1b2fb],
  ...[0x1d300, 0x1d376, 0x1f200, 0x1f265, 0x20000, 0x3fffd],
];
/** Marks that choose a form of the character before them. */
const IVS = [0xe0100, 0xe01ef] as const;

/** As wide as a Chinese character, one of its marks, or anything else. */
export function eastAsianWidthType(code: number): 'wide' | 'ambiguous' | 'neutral' {
  for (let i = 0; i < WIDE.length; i += 2) {
    if (code >= (WIDE[i] ?? 0) && code <= (WIDE[i + 1] ?? 0)) return 'wide';
  }
  return code >= IVS[0] && code <= IVS[1] ? 'ambiguous' : 'neutral';
}
