import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepsTo } from './change.ts';

const key = (item: string) => item;
const steps = (before: string, after: string, ...seen: string[]) =>
  stepsTo([...before], [...after], key, seen)?.map(
    ({ items, shift }) => `${shift ? '<' : '='}${items.join('')}`,
  );

describe('rows that change', () => {
  test('above the reader are applied from the end', () => {
    expect(steps('cde', 'abcde', 'd')).toEqual(['<abcde']);
    expect(steps('abcde', 'cde', 'd')).toEqual(['<cde']);
    // Older messages of the same day come between the day and what was below it.
    expect(steps('Dcde', 'Dabcde', 'd')).toEqual(['<Dabcde']);
  });

  test('below the reader are applied from the start', () => {
    expect(steps('abc', 'abcde', 'b')).toEqual(['=abcde']);
    expect(steps('abcde', 'abxde', 'b')).toEqual(['=abxde']);
  });

  test('on both sides are applied one side after the other', () => {
    expect(steps('cd', 'abcde', 'c')).toEqual(['<abcd', '=abcde']);
  });

  test('under the reader leave the next row in view where it is', () => {
    expect(steps('abcd', 'acd', 'b', 'c')).toEqual(['<acd']);
  });

  test('altogether ask for a fresh list', () => {
    expect(steps('abc', 'xyz', 'b')).toBeUndefined();
    expect(steps('', 'xyz')).toEqual(['=xyz']);
  });

  test('always end as what they became, with the reader on a row of theirs', () => {
    const rows = fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'), { minLength: 1 });
    fc.assert(
      fc.property(rows, rows, fc.nat(11), (before, after, at) => {
        const anchor = before[at % before.length] ?? '';
        const result = stepsTo(before, after, key, [anchor]);
        if (result === null) expect(before.some((row) => after.includes(row))).toBe(false);
        else expect(result.at(-1)?.items).toEqual(after);
      }),
    );
  });
});
