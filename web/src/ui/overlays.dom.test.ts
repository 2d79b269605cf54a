// Menus, questions and toasts by keyboard, through the one host that shows them.
import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import Overlays from './Overlays.svelte';
import { confirm } from './confirm.svelte.ts';
import { openMenu, menuState } from './menu.svelte.ts';
import { toast, toasts } from './toast.svelte.ts';

function button(): HTMLButtonElement {
  const element = document.body.appendChild(document.createElement('button'));
  element.focus();
  return element;
}

// The widgets are loaded when they are first used; here before any clock runs.
beforeAll(() => Promise.all([import('./MenuHost.svelte'), import('./ConfirmHost.svelte')]), 60_000);

afterEach(() => {
  menuState.close();
  for (const shown of toasts.all) toasts.dismiss(shown.id);
  for (const left of document.body.querySelectorAll(':scope > button')) left.remove();
});

const byKeyboard = new KeyboardEvent('keydown', { key: 'Enter' });

it('a menu opens on its first entry, moves with arrows, skips what is disabled and runs on Enter', async () => {
  render(Overlays);
  const anchor = button();
  const run = vi.fn(() => expect(document.activeElement).toBe(anchor));
  const entries = [
    { label: 'Reply' },
    { label: 'Edit', disabled: true },
    '---' as const,
    { label: 'Pin', run },
  ];
  openMenu({ label: 'Message', entries, anchor }, byKeyboard);
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Reply'), { timeout: 5_000 });
  expect(screen.getByRole('menu', { name: 'Message' })).toBeTruthy();
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement?.textContent).toContain('Pin');
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(run).toHaveBeenCalledOnce());
  expect(screen.queryByRole('menu')).toBeNull();
});

it('Esc closes a menu, runs nothing and gives the focus back', async () => {
  render(Overlays);
  const anchor = button();
  const [run, onclose] = [vi.fn(), vi.fn()];
  openMenu({ label: 'Message', entries: [{ label: 'Reply', run }], anchor, onclose }, byKeyboard);
  await waitFor(() => expect(screen.getByRole('menuitem', { name: 'Reply' })).toBeTruthy());
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce());
  expect(document.activeElement).toBe(anchor);
  expect(run).not.toHaveBeenCalled();
});

it('a menu opens when its entries are there', async () => {
  render(Overlays);
  const entries = Promise.resolve([{ label: 'Reply' }]);
  openMenu({ label: 'Message', entries, anchor: button() }, byKeyboard);
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Reply'));
});

it('a question starts on its safe answer', async () => {
  render(Overlays);
  button();
  const answer = confirm({
    title: 'Leave Lisbon?',
    body: 'You can be invited again.',
    action: 'Leave group',
  });
  const dialog = await screen.findByRole('alertdialog', { name: 'Leave Lisbon?' });
  expect(dialog.textContent).toContain('You can be invited again.');
  await waitFor(() => expect(document.activeElement?.textContent?.trim()).toBe('Cancel'));
  await userEvent.keyboard('{Enter}');
  expect(await answer).toBe(false);
});

it('a question about a group asks for its name first', async () => {
  render(Overlays);
  const answer = confirm({ title: 'Delete Lisbon?', action: 'Delete', typed: 'Lisbon' });
  const yes = await screen.findByRole<HTMLButtonElement>('button', { name: 'Delete' });
  expect(yes.disabled).toBe(true);
  await userEvent.type(screen.getByLabelText('Type “Lisbon” to confirm'), 'Lisbon');
  expect(yes.disabled).toBe(false);
  await userEvent.click(yes);
  expect(await answer).toBe(true);
});

it('Esc is no', async () => {
  render(Overlays);
  const answer = confirm({ title: 'Leave Lisbon?', action: 'Leave group' });
  await screen.findByRole('alertdialog');
  await userEvent.keyboard('{Escape}');
  expect(await answer).toBe(false);
});

it('a toast is announced once, offers its way back, and Esc takes it away', async () => {
  render(Overlays);
  const run = vi.fn();
  toast('Message deleted.', { action: { label: 'Undo', run } });
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Message deleted.'));
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(run).toHaveBeenCalledOnce();
  expect(toasts.all).toEqual([]);

  toast('It failed.', { tone: 'danger' });
  await waitFor(() => expect(screen.getByRole('alert').textContent).toBe('It failed.'));
  screen.getByRole('button', { name: 'Dismiss' }).focus();
  await userEvent.keyboard('{Escape}');
  expect(toasts.all).toEqual([]);
});

it('a menu whose entries cannot be loaded is said, not shown', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  render(Overlays);
  const onclose = vi.fn();
  const entries = Promise.reject(new TypeError('Failed to fetch'));
  openMenu({ label: 'Message', entries, anchor: button(), onclose }, byKeyboard);
  await waitFor(() =>
    expect(toasts.all.map(({ text }) => text)).toEqual([expect.stringContaining('could not be loaded')]),
  );
  expect(onclose).toHaveBeenCalledOnce();
  expect(screen.queryByRole('menu')).toBeNull();
});
