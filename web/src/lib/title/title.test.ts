import { expect, it } from 'vitest';
import { pageTitle } from './title.svelte.ts';

it('puts what waits before what is open', () => {
  expect(pageTitle.text).toBe('Tertulia');
  pageTitle.page = 'Weekend in Lisbon';
  expect(pageTitle.text).toBe('Weekend in Lisbon · Tertulia');
  pageTitle.unread = 3;
  expect(pageTitle.text).toBe('(3) Weekend in Lisbon · Tertulia');
  pageTitle.unread = 120;
  expect(pageTitle.text).toBe('(99+) Weekend in Lisbon · Tertulia');
});
