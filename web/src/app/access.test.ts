import { expect, it } from 'vitest';
import { nextAddress, verdict, type Visit } from './access.ts';

const visit: Visit = {
  address: '/c/1?x=2',
  access: 'member',
  status: 'signed-in',
  isUnreachable: false,
  isAdministrator: false,
};

it('a member sees the page, also while the session has to be renewed', () => {
  expect(verdict(visit)).toEqual({ show: 'page' });
  expect(verdict({ ...visit, status: 'expired' })).toEqual({ show: 'page' });
});

it('a stranger signs in and comes back to the same address', () => {
  const stranger = { ...visit, status: 'signed-out' } as const;
  expect(verdict(stranger)).toEqual({ show: 'other', address: '/login?next=%2Fc%2F1%3Fx%3D2' });
  expect(verdict({ ...stranger, address: '/' })).toEqual({ show: 'other', address: '/login' });
});

it('administration does not exist for others', () => {
  expect(verdict({ ...visit, access: 'admin' })).toEqual({ show: 'missing' });
  expect(verdict({ ...visit, access: 'admin', isAdministrator: true })).toEqual({ show: 'page' });
});

it('nothing is shown before it is known who asks, or why that is not to be known', () => {
  expect(verdict({ ...visit, status: 'starting' })).toEqual({ show: 'wait' });
  expect(verdict({ ...visit, status: 'starting', isUnreachable: true })).toEqual({ show: 'unreachable' });
});

it('after signing in one goes on within this app, whatever the link says', () => {
  expect(nextAddress('/c/1?x=2#m')).toBe('/c/1?x=2#m');
  for (const bad of [
    null,
    '',
    'c/1',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
  ]) {
    expect(nextAddress(bad)).toBe('/');
  }
});
