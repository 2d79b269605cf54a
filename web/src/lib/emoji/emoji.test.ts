import data from 'emojibase-data/en/compact.json';
import { describe, expect, test } from 'vitest';
import { catalogueOf, inTone, type RawEmoji, withoutTone } from './catalogue.ts';
import { parseKept } from './recent.svelte.ts';
import { rove } from './rove.ts';
import { searchEmoji } from './search.ts';
import { countEmojiOnly, isOneEmoji } from './single.ts';

const raw = data as unknown as readonly RawEmoji[];
const catalogue = catalogueOf(raw);

describe('one emoji', () => {
  test('is each of the catalogue, in every tone', () => {
    const all = catalogue.flatMap((emoji) => [
      emoji.unicode,
      ...emoji.tones.filter((tone) => tone !== undefined),
    ]);
    expect(all.length).toBeGreaterThan(2_000);
    expect(all.filter((emoji) => !isOneEmoji(emoji))).toEqual([]);
  });

  test.each([
    [''],
    ['a'],
    ['1'],
    ['#'],
    ['©'],
    ['👍👍'],
    ['👍 '],
    ['a👍'],
    ['🇵'],
    ['\u200d'],
    ['❤'],
    ['👍\u200d'],
    ['<b>'],
    ['x'.repeat(100)],
  ])('is not %j', (text) => {
    expect(isOneEmoji(text)).toBe(false);
  });

  test('alone makes a message of few emoji', () => {
    expect(countEmojiOnly('🎉🎉 👩‍👩‍👧', 6)).toBe(3);
    expect(countEmojiOnly('🇵🇹🇯🇵', 6)).toBe(2);
    expect(countEmojiOnly('🎉 ok', 6)).toBe(0);
    expect(countEmojiOnly('123', 6)).toBe(0);
    expect(countEmojiOnly('🎉'.repeat(7), 6)).toBe(0);
  });
});

describe('the catalogue', () => {
  test('has no components and no lone letters of flags', () => {
    const all = catalogue.map(({ unicode }) => unicode);
    expect(all).not.toContain('🏻');
    expect(all).not.toContain('🇦');
    expect(all[0]).toBe('😀');
  });

  test('knows tones, and gives the plain emoji where there is none', () => {
    const find = (unicode: string) =>
      catalogue.find((emoji) => emoji.unicode === unicode) ?? expect.fail(unicode);
    expect(inTone(find('👋'), 3)).toBe('👋🏽');
    expect(inTone(find('👋'), 0)).toBe('👋');
    expect(inTone(find('😀'), 3)).toBe('😀');
    expect(withoutTone('👋🏽')).toBe('👋');
  });

  test('spells each emoji in one way, the one that keyboards send', () => {
    const all = catalogue.map(({ unicode }) => unicode);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain('👍');
    expect(all).toContain('❤️');
  });

  test('is found by name, by tag, by beginning and by the emoji itself', () => {
    const first = (query: string) => searchEmoji(catalogue, query)[0]?.unicode;
    expect(first('thumbs up')).toBe('👍');
    expect(first('pizza')).toBe('🍕');
    expect(searchEmoji(catalogue, 'part').map(({ unicode }) => unicode)).toContain('🎉');
    expect(first('PINATA')).toBe('🪅');
    expect(first('🍕')).toBe('🍕');
    expect(searchEmoji(catalogue, 'qqqq')).toEqual([]);
    expect(searchEmoji(catalogue, '  ')).toEqual([]);
  });
});

describe('moving in the grid', () => {
  test('goes along and across, and stops at its ends', () => {
    expect(rove(0, 'ArrowRight', 20, false)).toBe(1);
    expect(rove(0, 'ArrowLeft', 20, false)).toBe(0);
    expect(rove(19, 'ArrowRight', 20, false)).toBe(19);
    expect(rove(3, 'ArrowDown', 20, false)).toBe(11);
    expect(rove(15, 'ArrowDown', 20, false)).toBe(19);
    expect(rove(17, 'ArrowDown', 20, false)).toBe(17);
    expect(rove(11, 'ArrowUp', 20, false)).toBe(3);
    expect(rove(3, 'ArrowUp', 20, false)).toBeNull();
    expect(rove(18, 'Home', 20, false)).toBe(16);
    expect(rove(17, 'End', 20, false)).toBe(19);
    expect(rove(3, 'x', 20, false)).toBeUndefined();
  });

  test('is mirrored from right to left', () => {
    expect(rove(1, 'ArrowLeft', 20, true)).toBe(2);
    expect(rove(1, 'ArrowRight', 20, true)).toBe(0);
  });
});

test('what is remembered is checked', () => {
  expect(parseKept(null)).toBeNull();
  expect(parseKept('{"recent":["👍","<b>",3],"tone":9}')).toEqual({ recent: ['👍'], tone: 0 });
  expect(parseKept('{"recent":"x","tone":2}')).toEqual({ recent: [], tone: 2 });
});
