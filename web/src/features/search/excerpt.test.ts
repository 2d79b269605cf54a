import { describe, expect, it } from 'vitest';
import { around, excerptOf, markHits, termsOf } from './excerpt.ts';

/** The text with what was found in brackets. */
function marked(text: string, query: string): string {
  return markHits(text, termsOf(query))
    .map((part) => (part.isHit ? `[${part.text}]` : part.text))
    .join('');
}

describe('what was looked for is marked', () => {
  it.each([
    ['without regard to case', 'The Train leaves', 'tRAIN', 'The [Train] leaves'],
    ['without regard to accents', 'Zwei Cafés', 'cafe', 'Zwei [Café]s'],
    ['where accents are marks of their own', 'Zwei Cafe\u0301s', 'café', 'Zwei [Cafe\u0301]s'],
    ['without regard to width', 'ＡＢＣ 123', 'abc', '[ＡＢＣ] 123'],
    ['in Chinese, anywhere', '我們搭早一點的火車好嗎', '火車', '我們搭早一點的[火車]好嗎'],
    ['in Japanese, anywhere', '早い電車にしましょう', '電車', '早い[電車]にしましょう'],
    ['in Korean, by syllable', '아침 기차를 탈까요', '기차', '아침 [기차]를 탈까요'],
    ['not within a syllable of Korean', '안녕', '아', '안녕'],
    ['in Arabic without vowel signs and hamza', 'هل نأخذ القِطار', 'القطار', 'هل نأخذ [القِطار]'],
    ['at the beginning of words', 'plan an answer', 'an', 'plan [an] [an]swer'],
    ['anywhere where no word begins so', 'raincoat', 'coat', 'rain[coat]'],
    ['each word of the query', 'early or late train', 'train early', '[early] or late [train]'],
    ['once where words overlap', 'training', 'train training', '[training]'],
    ['where letters become several', 'Straße ﬁnden', 'fin', 'Straße [ﬁn]den'],
    ['beside emoji', '👍🏽 train 🚆', '🚆', '👍🏽 train [🚆]'],
  ])('%s', (_claim, text, query, expected) => {
    expect(marked(text, query)).toBe(expected);
  });

  it('and nothing where nothing is looked for', () => {
    expect(marked('The train', '  ')).toBe('The train');
    expect(marked('', 'train')).toBe('');
  });

  it('without the marks around a word of the query', () => {
    expect(termsOf('"early, train"')).toEqual(['early', 'train']);
  });
});

describe('an excerpt', () => {
  const long = `${'before '.repeat(60)}needle ${'after '.repeat(60)}`;

  it('is a short line as it is', () => {
    expect(excerptOf('a needle\nhere', ['needle'], 80).map((part) => part.text)).toEqual([
      'a ',
      'needle',
      ' here',
    ]);
  });

  it('shows the first hit, with dots on both sides, at about its length', () => {
    const parts = excerptOf(long, ['needle'], 100);
    const text = parts.map((part) => part.text).join('');
    expect(parts.find((part) => part.isHit)?.text).toBe('needle');
    expect(text).toMatch(/^…before .*…$/);
    expect(text.length).toBeLessThanOrEqual(102);
  });

  it('begins at the beginning where there is no hit', () => {
    expect(excerptOf(long, ['zebra'], 20)[0]?.text).toBe('before before before');
  });

  it('never splits a character', () => {
    const text = excerptOf('😀'.repeat(100), ['zebra'], 21)
      .map((part) => part.text)
      .join('');
    expect(text).toBe(`${'😀'.repeat(10)}…`);
  });
});

describe('the lines around a hit', () => {
  it('are the whole of a short text', () => {
    const mentions = [{ start: 0, end: 4, profile: 'p' }];
    expect(around('@Ana needle', mentions, ['needle'], 400)).toEqual({ text: '@Ana needle', mentions });
  });

  it('begin with the line of the hit and take its mentions along', () => {
    const text = `${'x'.repeat(900)}\n@Ana needle @Jonas ${'y'.repeat(900)}`;
    const mentions = [
      { start: 901, end: 905, profile: 'ana' },
      { start: 913, end: 919, profile: 'jonas' },
    ];
    const part = around(text, mentions, ['needle'], 200);
    expect(part.text.slice(0, 18)).toBe('@Ana needle @Jonas');
    expect(part.text).toHaveLength(400);
    expect(part.mentions.map(({ start, end }) => part.text.slice(start, end))).toEqual(['@Ana', '@Jonas']);
  });
});
