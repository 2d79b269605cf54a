import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showable, Writing } from './writing.ts';

const delta = (offset: number, text: string, run = 'r') => ({
  type: 'delta' as const,
  group: 'g',
  message: 'm',
  run,
  offset,
  text,
});
const whole = (text: string, run = 'r') => ({ message: 'm', run, text });

describe('an answer being written', () => {
  it('goes on where a reload left it: 1 to 300 at once, then 301', () => {
    const words = Array.from({ length: 301 }, (_, i) => `w${i} `);
    const soFar = words.slice(0, 300).join('');
    const writing = new Writing('r', soFar);
    const late = words.slice(0, 299).join('').length;
    expect(writing.add(delta(late, words[299] ?? ''))).toBe('nothing');
    expect(writing.add(delta(soFar.length, words[300] ?? ''))).toBe('grown');
    expect(writing.text).toBe(words.join(''));
  });

  it('cuts off what is known', () => {
    const writing = new Writing('r', 'abcdef');
    expect(writing.add(delta(4, 'efgh'))).toBe('grown');
    expect(writing.text).toBe('abcdefgh');
  });

  it('asks once for what it missed and then goes on', () => {
    const writing = new Writing('r', 'abc');
    expect(writing.add(delta(6, 'gh'))).toBe('ask');
    expect(writing.add(delta(8, 'ij'))).toBe('nothing');
    expect(writing.text).toBe('abc');
    expect(writing.take(whole('abcdefg'))).toBe('grown');
    expect(writing.text).toBe('abcdefghij');
    expect(writing.add(delta(10, 'k'))).toBe('grown');
  });

  it('asks again after the connection was lost', () => {
    const writing = new Writing('r');
    expect(writing.add(delta(3, 'd'))).toBe('ask');
    writing.forgetAsking();
    expect(writing.add(delta(4, 'e'))).toBe('ask');
  });

  it('never goes back, and listens to its own run only', () => {
    const writing = new Writing('r', 'abcdef');
    expect(writing.take(whole('abc'))).toBe('nothing');
    expect(writing.add(delta(0, 'xyz', 'other'))).toBe('nothing');
    expect(writing.take(whole('abcdefgh', 'other'))).toBe('nothing');
    expect(writing.text).toBe('abcdef');
  });

  it('ends with the text, however it was cut, doubled, lost and shuffled', () => {
    const cuts = fc.array(fc.tuple(fc.nat(60), fc.nat(12)), { maxLength: 60 });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), cuts, (text, pieces) => {
        const writing = new Writing('r');
        let shown = '';
        for (const [offset, length] of pieces) {
          if (offset > text.length) continue;
          const step = writing.add(delta(offset, text.slice(offset, offset + length)));
          if (step === 'ask') writing.take(whole(text.slice(0, Math.min(text.length, offset + length))));
          expect(text.startsWith(writing.text)).toBe(true);
          expect(writing.text.length).toBeGreaterThanOrEqual(shown.length);
          shown = writing.text;
        }
        writing.take(whole(text));
        expect(writing.text).toBe(text);
      }),
    );
  });

  it('shows no half characters', () => {
    const writing = new Writing('r');
    writing.add(delta(0, 'a\ud83c'));
    expect(showable(writing.text)).toBe('a');
    writing.add(delta(2, '\udf89'));
    expect(showable(writing.text)).toBe('a🎉');
  });
});
