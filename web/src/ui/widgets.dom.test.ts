// What the keyboard and assistive technology find in the widgets. Behaviour that needs layout is tested in a browser.
import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { expect, it, vi } from 'vitest';
import Button from './Button.svelte';
import Checkbox from './Checkbox.svelte';
import CopyField from './CopyField.svelte';
import Field from './Field.svelte';
import IconButton from './IconButton.svelte';
import Qr from './Qr.svelte';
import Radio from './Radio.svelte';
import Select from './Select.svelte';
import Switch from './Switch.svelte';
import X from '@lucide/svelte/icons/x';

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

it('Button: Enter and Space press it', async () => {
  const onclick = vi.fn();
  render(Button, { onclick, children: words('Join') });
  await userEvent.tab();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Join' }));
  await userEvent.keyboard('{Enter} ');
  expect(onclick).toHaveBeenCalledTimes(2);
});

it('Button: keeps its name and does nothing while busy', async () => {
  const onclick = vi.fn();
  render(Button, { onclick, busy: true, children: words('Join') });
  const button = screen.getByRole('button', { name: 'Join' });
  await userEvent.click(button);
  expect(button.getAttribute('aria-busy')).toBe('true');
  expect(onclick).not.toHaveBeenCalled();
});

it('Button: stays reachable and says why it cannot be used', async () => {
  const onclick = vi.fn();
  render(Button, { onclick, reason: 'You’re offline.', children: words('Ask') });
  const button = screen.getByRole('button', { name: 'Ask' });
  await userEvent.click(button);
  expect(button).toHaveProperty('disabled', false);
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(onclick).not.toHaveBeenCalled();
});

it('Button: is a link where it leads somewhere', () => {
  render(Button, { href: '/new', children: words('New group') });
  expect(screen.getByRole('link', { name: 'New group' }).getAttribute('href')).toBe('/new');
});

it('IconButton: has a name, a state and a shortcut', () => {
  render(IconButton, { icon: X, label: 'Mute', pressed: true, shortcut: 'alt+m' });
  const button = screen.getByRole('button', { name: 'Mute', pressed: true });
  expect(button.getAttribute('aria-keyshortcuts')).toBe('Alt+M');
});

it('Field: ties label, hint and error to the input', async () => {
  const { rerender } = render(Field, { label: 'Username', hint: 'Letters and digits.' });
  const input = screen.getByLabelText('Username');
  const described = () =>
    (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
  expect(described()).toEqual(['Letters and digits.']);
  await rerender({ label: 'Username', hint: 'Letters and digits.', error: 'Taken.' });
  expect(described().map((text) => text?.trim())).toEqual(['Taken.', 'Letters and digits.']);
  expect(input.getAttribute('aria-invalid')).toBe('true');
});

it('Field: counts from nine tenths of the limit on', async () => {
  render(Field, { label: 'Name', maxlength: 10 });
  await userEvent.type(screen.getByLabelText('Name'), '12345678');
  expect(screen.queryByText('8 / 10')).toBeNull();
  await userEvent.type(screen.getByLabelText('Name'), '9');
  expect(screen.getByText('9 / 10')).toBeTruthy();
});

it('Field: shows a password on request and keeps it', async () => {
  render(Field, { label: 'Password', type: 'password', value: 'secret' });
  await userEvent.click(screen.getByRole('button', { name: 'Show password' }));
  expect(screen.getByLabelText('Password')).toMatchObject({ type: 'text', value: 'secret' });
  expect(screen.getByRole('button', { name: 'Hide password' })).toBeTruthy();
});

it('Switch: Space turns it, and it is a switch', async () => {
  const onchange = vi.fn();
  render(Switch, { label: 'Read positions', onchange });
  screen.getByRole('switch', { name: 'Read positions' }).focus();
  await userEvent.keyboard(' ');
  expect(onchange).toHaveBeenCalledWith(true);
});

it('Checkbox: its words are its label', async () => {
  const onchange = vi.fn();
  render(Checkbox, { onchange, children: words('I agree') });
  await userEvent.click(screen.getByText('I agree'));
  expect(onchange).toHaveBeenCalledWith(true);
});

it('Radio: one group, a name, and words for each choice', async () => {
  const onchange = vi.fn();
  const options = [
    { value: 'auto', label: 'Automatically', hint: 'When called.' },
    { value: 'off', label: 'Never' },
  ];
  render(Radio, { label: 'When it answers', value: 'auto', options, onchange });
  expect(screen.getByRole('group', { name: 'When it answers' })).toBeTruthy();
  await userEvent.click(screen.getByRole('radio', { name: 'Never' }));
  expect(onchange).toHaveBeenCalledWith('off');
});

it('Select: is the platform’s own list', async () => {
  const onchange = vi.fn();
  const options = [
    { value: 'en', label: 'English' },
    { value: 'ja', label: '日本語' },
  ];
  render(Select, { label: 'Language', value: 'en', options, onchange });
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Language' }), 'ja');
  expect(onchange).toHaveBeenCalledWith('ja');
});

it('CopyField: copies, and where that is refused leaves the text selected', async () => {
  const user = userEvent.setup();
  render(CopyField, { label: 'Invite link', value: 'https://t.example/join#s' });
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  expect(await navigator.clipboard.readText()).toBe('https://t.example/join#s');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Copied' })).toBeTruthy());

  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'));
  await user.click(screen.getByRole('button', { name: 'Copied' }));
  const input = screen.getByLabelText<HTMLInputElement>('Invite link');
  await waitFor(() => expect(screen.getByText(/The text is selected/)).toBeTruthy());
  expect([input.selectionStart, input.selectionEnd]).toEqual([0, input.value.length]);
});

it('Qr: is one path with a name', () => {
  render(Qr, { value: 'https://t.example/join#s', label: 'QR code of the link' });
  const image = screen.getByRole('img', { name: 'QR code of the link' });
  expect(image.querySelectorAll('path')).toHaveLength(1);
});
