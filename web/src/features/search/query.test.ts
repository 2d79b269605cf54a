import { describe, expect, it } from 'vitest';
import {
  fromAddress,
  isWorthAsking,
  NO_FILTERS,
  startOf,
  toAddress,
  toQuery,
  understand,
  type Named,
} from './query.ts';

const named: Named = {
  people: [
    { id: 'ana', name: 'Ana', username: 'ana' },
    { id: 'jonas', name: 'Jonas B.', username: 'jonas.b' },
    { id: 'joana', name: 'Joana', username: 'jo_2' },
    { id: 'tulia', name: 'Tulia', username: 'tulia' },
  ],
  groups: [
    { id: 'g1', name: 'Weekend in Lisbon' },
    { id: 'g2', name: 'Design crit' },
    { id: 'g3', name: 'Design' },
  ],
  me: 'ana',
};

describe('typed filters', () => {
  it.each([
    ['from:jonas.b train', 'train', { from: 'jonas' }],
    ['from:@jonas.b train', 'train', { from: 'jonas' }],
    ['FROM:Joana', '', { from: 'joana' }],
    ['from:me early train', 'early train', { from: 'ana' }],
    ['train in:"weekend in lisbon"', 'train', { in: 'g1' }],
    ['in:weekend train', 'train', { in: 'g1' }],
    ['in:design', '', { in: 'g3' }],
    [
      'early before:2026-02-01 after:2026-01-01 train',
      'early train',
      { before: '2026-02-01', after: '2026-01-01' },
    ],
    ['from:ana from:tulia x', 'x', { from: 'tulia' }],
  ])('%s', (text, words, filters) => {
    expect(understand(text, named)).toEqual({ words, filters, unknown: [] });
  });

  it.each(['from:nobody', 'from:jo', 'in:"no such group"', 'before:2026-02-30', 'after:yesterday'])(
    'that name nobody or too many are said: %s',
    (filter) => {
      expect(understand(`${filter} train`, named)).toEqual({
        words: 'train',
        filters: {},
        unknown: [filter],
      });
    },
  );

  it('are no filters within a word or without a value', () => {
    const { words, filters, unknown } = understand('https://example.org/?in:design is from: here', named);
    expect([words, filters, unknown]).toEqual(['https://example.org/?in:design is from: here', {}, []]);
  });
});

describe('the question', () => {
  it('counts days from midnight where the reader is', () => {
    const query = toQuery('train', {
      ...NO_FILTERS,
      after: '2026-01-01',
      before: '2026-02-01',
      in: 'g1',
      from: 'ana',
    });
    const midnight = (year: number, month: number, day: number) => new Date(year, month, day).toISOString();
    expect(query).toEqual({
      q: 'train',
      group: 'g1',
      author: 'ana',
      from: midnight(2026, 0, 1),
      until: midnight(2026, 1, 1),
    });
  });

  it('is worth asking with words, an author or a day, not with a group alone', () => {
    expect(isWorthAsking('', { ...NO_FILTERS, in: 'g1' })).toBe(false);
    expect(isWorthAsking('', { ...NO_FILTERS, from: 'ana' })).toBe(true);
    expect(isWorthAsking('', { ...NO_FILTERS, after: '2026-01-01' })).toBe(true);
    expect(isWorthAsking('ab', NO_FILTERS)).toBe(true);
  });

  it('comes back from its address', () => {
    const filters = { ...NO_FILTERS, in: 'g1', after: '2026-01-01' };
    const address = new URLSearchParams(toAddress(' früher Zug ', filters));
    expect(address.toString()).toBe('q=fr%C3%BCher+Zug&in=g1&after=2026-01-01');
    expect(fromAddress(address)).toEqual({ text: 'früher Zug', filters });
  });

  it('takes no day from an address that is none', () => {
    expect(fromAddress(new URLSearchParams('after=2026-13-01')).filters.after).toBe('');
    expect(startOf('2026-02-29')).toBeNull();
    expect(startOf('2024-02-29')).not.toBeNull();
  });
});
