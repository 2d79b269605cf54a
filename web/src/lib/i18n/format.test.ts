import { beforeEach, describe, expect, it } from 'vitest';
import { compile, localeWords } from '../../../build/locales.ts';
import { DEFAULTS, prefs } from '../prefs/prefs.svelte.ts';
import {
  clock,
  compareNames,
  dayName,
  facts,
  fullDate,
  list,
  number,
  relativeTime,
  shortAge,
} from './format.ts';
import { i18n } from './i18n.svelte.ts';

const NOW = new Date(2026, 2, 12, 18, 20).getTime();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

beforeEach(() => {
  i18n.install('en', localeWords('en'));
  prefs.value = { ...DEFAULTS };
});

/** English puts a narrow no-break space before AM and PM. */
const plain = (text: string) => text.replace(/\u202f/g, ' ');

describe('times', () => {
  it('names days by how far they are, at the reader’s midnight', () => {
    expect(dayName(new Date(2026, 2, 12, 0, 1), NOW)).toBe('Today');
    expect(dayName(new Date(2026, 2, 11, 23, 59), NOW)).toBe('Yesterday');
    expect(dayName(new Date(2026, 2, 9, 12), NOW)).toBe('Monday');
    expect(dayName(new Date(2026, 0, 2), NOW)).toBe('January 2');
    expect(dayName(new Date(2025, 0, 2), NOW)).toBe('January 2, 2025');
  });

  it('says a whole moment, in the hours that the person chose', () => {
    expect(plain(fullDate(NOW))).toBe('Thursday, March 12, 2026 at 6:20 PM');
    prefs.value = { ...DEFAULTS, hourCycle: 'h23' };
    expect(fullDate(NOW)).toBe('Thursday, March 12, 2026 at 18:20');
  });

  it('shortens ages for lists', () => {
    expect(shortAge(NOW - 10_000, NOW)).toBe('now');
    expect(shortAge(NOW - 9 * MINUTE, NOW)).toBe('9 min');
    expect(plain(shortAge(NOW - 120 * MINUTE, NOW))).toBe('4:20 PM');
    expect(shortAge(NOW - 2 * DAY, NOW)).toBe('Tue');
    expect(shortAge(NOW - 30 * DAY, NOW)).toBe('Feb 10');
  });

  it('never says that a message comes from the future when clocks differ', () => {
    expect(shortAge(NOW + 5 * MINUTE, NOW)).toBe('now');
  });

  it('is relative within a week, also for times to come', () => {
    expect(relativeTime(NOW - 5 * MINUTE, NOW)).toBe('5 minutes ago');
    expect(relativeTime(NOW + 2 * DAY, NOW)).toBe('in 2 days');
    expect(relativeTime(NOW - 8 * DAY, NOW)).toBe('Mar 4, 2026');
  });

  it('obeys the chosen hour cycle', () => {
    prefs.value = { ...DEFAULTS, hourCycle: 'h23' };
    expect(clock(NOW)).toBe('18:20');
    prefs.value = { ...DEFAULTS, hourCycle: 'h12' };
    expect(plain(clock(NOW))).toBe('6:20 PM');
  });
});

describe('words', () => {
  it('writes lists and numbers as the locale does', () => {
    expect(list(['Ana', 'Jonas', 'Mia'])).toBe('Ana, Jonas, and Mia');
    expect(facts(['3 online', 'Ana', 'Tulia'])).toBe('3 online · Ana · Tulia');
    expect(number(1234.5)).toBe('1,234.5');
    i18n.install('de', compile('x = x'));
    expect(list(['Ana', 'Jonas', 'Mia'])).toBe('Ana, Jonas und Mia');
    expect(number(1234.5)).toBe('1.234,5');
  });

  it('sorts names without regard to accents and case, and numbers by value', () => {
    expect(['Zoe', 'émile', 'Ana 10', 'Ana 9', 'eve'].sort(compareNames)).toEqual([
      'Ana 9',
      'Ana 10',
      'émile',
      'eve',
      'Zoe',
    ]);
  });
});
