import { expect, it } from 'vitest';
import { find, type Entry } from './sections.ts';

const ALL: Entry[] = [
  { section: 'appearance', id: 'theme', label: 'Theme' },
  { section: 'appearance', id: 'text-size', label: 'Text size' },
  { section: 'language', id: 'language', label: 'Língua' },
];
const ids = (query: string) =>
  find(query, ALL, (name) => (name === 'appearance' ? 'Appearance' : 'Language')).map(({ id }) => id);

it('every word has to be found, in the label or in the section', () => {
  expect(ids('size')).toEqual(['text-size']);
  expect(ids('appear')).toEqual(['theme', 'text-size']);
  expect(ids('appearance THEME')).toEqual(['theme']);
  expect(ids('theme size')).toEqual([]);
});

it('accents make no difference', () => {
  expect(ids('lingua')).toEqual(['language']);
});
