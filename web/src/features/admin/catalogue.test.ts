import { describe, expect, it } from 'vitest';
import { dollarsOf, pricesOf, valueOf, wordOf } from './catalogue.ts';

describe('prices', () => {
  it('are written in dollars and sent in millionths', () => {
    expect(pricesOf('0.15', '0,6')).toEqual({ prompt: 150_000, answer: 600_000 });
    expect(pricesOf(' 3 ', '15')).toEqual({ prompt: 3_000_000, answer: 15_000_000 });
    expect(dollarsOf(150_000)).toBe('0.15');
    expect(dollarsOf(undefined)).toBe('');
  });

  it('are both there or both not', () => {
    expect(pricesOf('', ' ')).toBeNull();
    const wrong: [string, string][] = [
      ['1', ''],
      ['', '1'],
      ['x', '1'],
      ['-1', '1'],
      ['1', '1000001'],
      ['1e3', '1'],
    ];
    for (const [prompt, answer] of wrong) {
      expect(pricesOf(prompt, answer), `${prompt} ${answer}`).toBeUndefined();
    }
  });
});

describe('a feature', () => {
  it('is known, or not', () => {
    for (const feature of [null, true, false]) expect(valueOf(wordOf(feature))).toBe(feature);
  });
});
