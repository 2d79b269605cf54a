import { expect, it } from 'vitest';
import type { Profile } from '$lib/api/index.ts';
import { candidatesFor } from './candidates.ts';

const make = (name: string, username: string, kind: Profile['kind'] = 'person'): Profile => ({
  id: username,
  kind,
  username,
  name,
  photo: null,
});
const everybody = [
  make('Jonas Weber', 'jonas'),
  make('Ana', 'ana'),
  make('김서연', 'seoyeon', 'guest'),
  make('José', 'pepe'),
  make('Tulia', 'tulia', 'assistant'),
];
const names = (query: string) => candidatesFor(query, everybody).map(({ name }) => name);

it('offers everybody at first', () => {
  expect(names('')).toHaveLength(everybody.length);
});
it('finds by any word of the name, without accents and case', () => {
  expect(names('web')[0]).toBe('Jonas Weber');
  expect(names('jose')[0]).toBe('José');
});
it('finds by username and by parts of names without spaces', () => {
  expect(names('pepe')[0]).toBe('José');
  expect(names('서')[0]).toBe('김서연');
});
it('finds letters in their order, after better matches', () => {
  expect(names('jns')).toEqual(['Jonas Weber']);
});
it('offers nobody where nobody fits', () => {
  expect(names('xyz')).toEqual([]);
});
it('never offers more than seven', () => {
  const many = Array.from({ length: 20 }, (_, index) => make(`Ana ${index}`, `ana${index}`));
  expect(candidatesFor('ana', many)).toHaveLength(7);
});
