// What stays of a text whose group is closed.
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import LostDraft from './LostDraft.svelte';

it('can be read, copied and thrown away', async () => {
  const user = userEvent.setup();
  const ondiscard = vi.fn();
  render(LostDraft, { text: 'first\n\nsecond', ondiscard });
  expect(screen.getByRole('region', { name: 'What you wrote there and did not send' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  expect(await navigator.clipboard.readText()).toBe('first\n\nsecond');
  await user.click(screen.getByRole('button', { name: 'Discard' }));
  expect(ondiscard).toHaveBeenCalledOnce();
});
