import { expect, it } from 'vitest';
import { avatarColour, initial } from './avatar.ts';

it('gives an id the same one of seven colours for ever', () => {
  expect(avatarColour('ana')).toBe(avatarColour('ana'));
  const seen = new Set(Array.from({ length: 200 }, (_, index) => avatarColour(`profile-${index}`)));
  expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

it.each([
  ['ana', 'A'],
  [' éloïse', 'É'],
  ['👩‍🚀 Mae', '👩‍🚀'],
  ['김서연', '김'],
  ['', '?'],
])('takes the first letter of %j as people see it', (name, letter) => {
  expect(initial(name)).toBe(letter);
});
