import { expect, it } from 'vitest';
// Past the alias: what the parser would use by itself.
import { eastAsianWidthType as original } from '../../../node_modules/get-east-asian-width/index.js';
import { eastAsianWidthType } from './width.ts';

type Width = ReturnType<typeof original>;

/** What the parser makes of a width: Chinese, Japanese or Korean, a mark of theirs, or neither. */
function meaning(width: Width, code: number): boolean | null {
  const character = String.fromCodePoint(code);
  if (width === 'wide') return !/^\p{Emoji_Presentation}/u.test(character);
  if (width === 'ambiguous') return code >= 0xe0100 && code <= 0xe01ef ? null : false;
  if (width === 'neutral') return /^\p{sc=Hangul}/u.test(character);
  return width === 'fullwidth' || width === 'halfwidth';
}

it('says of every character that there is what the whole table says', () => {
  const others: string[] = [];
  for (let code = 0x1100; code < 0x110000; code++) {
    if (/^[\p{Cn}\p{Cs}]/u.test(String.fromCodePoint(code))) continue;
    if (meaning(eastAsianWidthType(code), code) !== meaning(original(code), code))
      others.push(code.toString(16));
  }
  expect(others).toEqual([]);
});
