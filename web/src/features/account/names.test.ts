import { expect, it } from 'vitest';
import { isNameLong, isUsernameClean, strengthOf, suggestUsername, tidyUsername } from './names.ts';

it('a username is made of a name where the name has letters for it', () => {
  expect(suggestUsername('Ana Belén')).toBe('ana.belen');
  expect(suggestUsername('  Zoë-Marie  d’Arc ')).toBe('zoe.marie.darc');
  expect(suggestUsername('김서연')).toBe('');
  expect(suggestUsername('Bo')).toBe('');
  expect(suggestUsername('x'.repeat(60))).toHaveLength(30);
});

it('what is typed is written as usernames are', () => {
  expect(tidyUsername('@Ana Belen')).toBe('ana.belen');
  expect(isUsernameClean('ana.belen_2')).toBe(true);
  expect(isUsernameClean('aña')).toBe(false);
});

it('a name is counted in characters, not in code units', () => {
  expect(isNameLong('👩'.repeat(50))).toBe(false);
  expect(isNameLong('👩'.repeat(51))).toBe(true);
  expect(isNameLong(` ${'a'.repeat(50)} `)).toBe(false);
});

it('a password is judged by what a guesser would try first', () => {
  expect(strengthOf('')).toBe('empty');
  expect(strengthOf('123456789')).toBe('short');
  expect(strengthOf('aaaaaaaaaaaaaaaaaaaa')).toBe('weak');
  expect(strengthOf('1234567890')).toBe('weak');
  expect(strengthOf('ana.belen2024', ['ana.belen'])).toBe('weak');
  expect(strengthOf('gr8 teapots')).toBe('fair');
  expect(strengthOf('correct horse battery')).toBe('strong');
});
