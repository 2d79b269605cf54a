import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AnnouncerState, shorten, type Arrival } from './announcer.svelte.ts';

const words = () => ({
  one: (author: string, text: string) => `${author}: ${text}`,
  many: (count: number, chat: string) => `${count} new in ${chat}`,
});
const arrival = (text: string, more: Partial<Arrival> = {}): Arrival => ({
  author: 'Jonas',
  text,
  chat: 'Lisbon',
  mentionsMe: false,
  ...more,
});

let level: 'all' | 'mentions' | 'off';
let announcer: AnnouncerState;
const said = () => announcer.polite.map((line) => line.text);

beforeEach(() => {
  vi.useFakeTimers();
  level = 'all';
  announcer = new AnnouncerState(words, () => level);
});
afterEach(() => vi.useRealTimers());

it('says each line in order and takes it away again', () => {
  announcer.announce('one');
  announcer.announce('two');
  expect(said()).toEqual(['one', 'two']);
  vi.advanceTimersByTime(10_000);
  expect(said()).toEqual([]);
});

it('says errors in the assertive place', () => {
  announcer.alert('It failed.');
  expect(announcer.assertive.map((line) => line.text)).toEqual(['It failed.']);
  expect(said()).toEqual([]);
});

it('says three messages one by one and sums up the rest', () => {
  for (const text of ['a', 'b', 'c', 'd', 'e']) announcer.arrived(arrival(text));
  expect(said()).toEqual(['Jonas: a', 'Jonas: b', 'Jonas: c']);
  vi.advanceTimersByTime(5_000);
  expect(said().at(-1)).toBe('2 new in Lisbon');
});

it('does not sum up slow talk', () => {
  for (const text of ['a', 'b', 'c', 'd', 'e']) {
    announcer.arrived(arrival(text));
    vi.advanceTimersByTime(2_000);
  }
  expect(said()).not.toContain('1 new in Lisbon');
  expect(said().at(-1)).toBe('Jonas: e');
});

it('says only mentions, or nothing, when asked to', () => {
  level = 'mentions';
  announcer.arrived(arrival('a'));
  announcer.arrived(arrival('b', { mentionsMe: true }));
  level = 'off';
  announcer.arrived(arrival('c', { mentionsMe: true }));
  expect(said()).toEqual(['Jonas: b']);
});

it('forgets what it held when another chat is opened', () => {
  for (const text of ['a', 'b', 'c', 'd']) announcer.arrived(arrival(text));
  announcer.forget();
  vi.advanceTimersByTime(5_000);
  expect(said()).not.toContain('1 new in Lisbon');
});

it('shortens long messages between words', () => {
  const long = shorten('word '.repeat(100));
  expect([...long].length).toBeLessThanOrEqual(250);
  expect(long).toMatch(/word…$/);
  expect(shorten('一'.repeat(300))).toHaveLength(250);
  expect(shorten(' a\n b ')).toBe('a b');
});
