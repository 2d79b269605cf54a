// What stands in the place of a chat that is not known.
import { render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { app } from '$lib/state/index.ts';
import ChatPage from './ChatPage.svelte';

it('says that a group is missing only once the server has named mine', () => {
  app.groups.ready = true;
  render(ChatPage, { id: 'g-new' });
  expect(screen.queryByText('There is no such group')).toBeNull();
  expect(screen.getByRole('heading', { name: 'Loading' })).toBeTruthy();
  flushSync(() => (app.isFresh = true));
  expect(screen.getByText('There is no such group')).toBeTruthy();
});
