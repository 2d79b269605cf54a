// A link in a message, in the oldest browsers that we support.
import { render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import LinkView from './LinkView.svelte';

it('leads elsewhere in a new tab, and here in the same one, where URL.parse is missing', () => {
  vi.stubGlobal('URL', class extends URL {});
  Object.defineProperty(URL, 'parse', { value: undefined });
  const inlines = (value: string) => [{ type: 'text' as const, value }];
  render(LinkView, { url: 'https://example.org/a', title: null, inlines: inlines('there') });
  render(LinkView, { url: `${location.origin}/c/1`, title: null, inlines: inlines('here') });
  expect(screen.getByRole('link', { name: 'there' }).getAttribute('target')).toBe('_blank');
  expect(screen.getByRole('link', { name: 'here' }).hasAttribute('target')).toBe(false);
  vi.unstubAllGlobals();
});
