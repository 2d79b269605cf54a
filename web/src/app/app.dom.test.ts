// The palette, the list of shortcuts and the bars of the shell.
import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { shortcuts } from '../lib/a11y/shortcuts.svelte.ts';
import { commands } from '../lib/commands/commands.svelte.ts';
import CommandPalette from './CommandPalette.svelte';
import OfflineBar from './OfflineBar.svelte';
import ShortcutsSheet from './ShortcutsSheet.svelte';
import UpdatePill from './UpdatePill.svelte';

it('the palette finds while one types and runs what the arrows chose', async () => {
  const run = vi.fn();
  const remove = commands.addSource({
    id: 'chats',
    heading: () => 'Chats',
    commands: () => [
      { id: '1', label: 'Lisbon', run: vi.fn() },
      { id: '2', label: 'Lima', run },
      { id: '3', label: 'Oslo', run: vi.fn() },
    ],
  });
  render(CommandPalette, { open: true });
  const field = await screen.findByRole('combobox');
  await userEvent.type(field, 'li');
  await waitFor(() =>
    expect(screen.getAllByRole('option').map((option) => option.textContent?.trim())).toEqual([
      'Lisbon',
      'Lima',
    ]),
  );
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(field);
  const active = document.getElementById(field.getAttribute('aria-activedescendant') ?? '');
  expect(active?.textContent?.trim()).toBe('Lima');
  expect(active?.getAttribute('aria-selected')).toBe('true');
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(run).toHaveBeenCalledOnce());
  remove();
});

it('the list shows every shortcut under its heading', async () => {
  const remove = shortcuts.add({
    keys: 'mod+k',
    label: () => 'Switch chat',
    group: 'general',
    run: () => true,
  });
  render(ShortcutsSheet, { open: true });
  expect(await screen.findByRole('heading', { name: 'Everywhere' })).toBeTruthy();
  expect(screen.getByText('Switch chat')).toBeTruthy();
  remove();
});

it('the bar says how the connection is and lets one try at once', async () => {
  const onretry = vi.fn();
  const { rerender } = render(OfflineBar, { state: 'online' });
  expect(screen.getByRole('status').textContent).toBe('');
  await rerender({ state: 'reconnecting', seconds: 7, onretry });
  expect(screen.getByText('Connection lost. Next try in 7 seconds.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Try now' }));
  expect(onretry).toHaveBeenCalledOnce();
  await rerender({ state: 'back', sent: 3 });
  expect(screen.getByText('Back online · 3 messages sent')).toBeTruthy();
});

it('an update waits for a press', async () => {
  const onreload = vi.fn();
  render(UpdatePill, { onreload });
  expect(onreload).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
  expect(onreload).toHaveBeenCalledOnce();
});
