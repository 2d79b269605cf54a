import { expect, it } from 'vitest';
import { DEFAULTS, parsePrefs } from './prefs.svelte.ts';

it('keeps what is known and in range, and falls back for the rest', () => {
  const text = JSON.stringify({ theme: 'dark', textSize: 'huge', singleKeys: false, locale: 'ja', other: 1 });
  expect(parsePrefs(text)).toEqual({ ...DEFAULTS, theme: 'dark', singleKeys: false, locale: 'ja' });
});

it.each([null, '', 'not json', '[]', '"dark"', 'null', '{"theme":3}'])('survives %j in storage', (text) => {
  expect(parsePrefs(text)).toEqual(DEFAULTS);
});
