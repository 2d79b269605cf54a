import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { showWordless } from './wordless.ts';

it('says without the words of the app that it could not be loaded, and reloads on a press', async () => {
  const reload = vi.fn();
  showWordless(document.body, reload);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Tertulia could not be loaded');
  await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
  expect(reload).toHaveBeenCalledOnce();
});
