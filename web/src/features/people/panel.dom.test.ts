// What people find and do in the panel, over an app whose server is given answers.
import { configure, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import Overlays from '$ui/Overlays.svelte';
import { toasts } from '$ui';
import PanelTabs from './PanelTabs.svelte';
import type { PanelTab } from './panel.ts';
import { ago, ANA, JONAS, MIA, refusal, sampleApp, usualAnswers, type Sample } from './people.samples.ts';

// Finding by role is slow in jsdom, and the machine may be busy.
configure({ asyncUtilTimeout: 5_000 });
vi.setConfig({ testTimeout: 30_000 });

beforeEach(() => {
  for (const { id } of toasts.all) toasts.dismiss(id);
});

/** The panel with its overlays; `asked` lists the requests that change something. */
function open(tab: PanelTab, sample: Sample = {}) {
  const asked: [call: string, body: unknown][] = [];
  const jumps: string[] = [];
  const { app, group } = sampleApp({
    ...sample,
    answers: (call, body) => {
      if (!call.startsWith('GET')) asked.push([call, typeof body === 'string' ? JSON.parse(body) : body]);
      return (sample.answers ?? usualAnswers)(call, body);
    },
  });
  render(PanelTabs, { app, group, tab, onjump: (message) => jumps.push(message) });
  render(Overlays);
  return { app, group, asked, jumps, user: userEvent.setup() };
}

it('shows who is here, what they are, and how they are there', async () => {
  open('people');
  const people = within(await screen.findByRole('group', { name: /^People/ }));
  const rows = people.getAllByRole('listitem').map((row) => row.textContent);
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(/online.*Ana \(you\).*Creator/s);
  expect(rows[1]).toMatch(/away.*Jonas.*@jonas\.b/s);
  expect(rows[3]).toContain('guest');
});

it('removes after a question, and offers to undo it', async () => {
  const { asked, user } = open('people');
  await user.click(await screen.findByRole('button', { name: 'What you can do with Jonas' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Remove from group…' }));
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Remove Jonas?' }));
  expect(asked).toEqual([]);
  await user.click(dialog.getByRole('button', { name: 'Remove' }));
  await waitFor(() => expect(toasts.all.map(({ text }) => text)).toEqual(['Jonas was removed']));
  toasts.act(toasts.all[0]?.id ?? -1);
  await waitFor(() =>
    expect(asked.map(([call]) => call)).toEqual([
      `DELETE /groups/g-lisbon/members/${JONAS.id}`,
      `POST /groups/g-lisbon/members/${JONAS.id}/undo-removal`,
    ]),
  );
});

it('cannot remove the creator or oneself', async () => {
  open('people', { me: JONAS });
  await screen.findByRole('button', { name: 'What you can do with 김서연' });
  expect(screen.queryByRole('button', { name: /What you can do with (Ana|Jonas)/ })).toBeNull();
});

it('adds by username and shows who was asked; keeps what was typed where nobody has it', async () => {
  const { user, asked } = open('people', {
    answers: (call, body) => {
      if (!call.startsWith('POST')) return call.endsWith('/additions') ? [] : usualAnswers(call, body);
      const isKnown = String(body).includes('mia_2');
      return isKnown ? { profile: MIA, added_by: ANA.id, at: ago(0) } : refusal('not-found', 404);
    },
  });
  const field = screen.getByLabelText<HTMLInputElement>('Add by username');
  await user.type(field, '@Nobody{Enter}');
  expect(await screen.findByText('Nobody here has the username nobody.')).toBeTruthy();
  expect(field.value).toBe('@Nobody');
  await user.clear(field);
  await user.type(field, 'mia_2{Enter}');
  const pending = within(await screen.findByRole('group', { name: /^Asked to join/ }));
  expect(pending.getByText('Mia')).toBeTruthy();
  expect([asked.at(-1)?.[1], field.value]).toEqual([{ username: 'mia_2' }, '']);
});

it('lets somebody in who waits', async () => {
  const { user, asked } = open('people');
  await user.click(await screen.findByRole('button', { name: 'Let Mia in' }));
  await waitFor(() => expect(screen.queryByRole('group', { name: /^Waiting for a yes/ })).toBeNull());
  expect(asked.map(([call]) => call)).toEqual([`POST /groups/g-lisbon/requests/${MIA.id}/approve`]);
});

it('changes when the assistant answers, at once, with a way back; a refusal shows what is still so', async () => {
  let isRefused = false;
  const { user, asked } = open('about', {
    answers: (call, body) =>
      call.startsWith('PATCH')
        ? refusal(isRefused ? 'busy' : 'settings-are-the-creators', 503)
        : usualAnswers(call, body),
  });
  const off = screen.getByRole<HTMLInputElement>('radio', { name: 'Off' });
  isRefused = true;
  await user.click(off);
  await waitFor(() => expect(toasts.all).toHaveLength(1));
  expect(asked).toEqual([['PATCH /groups/g-lisbon/seats/p-tulia', { mode: 'off' }]]);
  await waitFor(() =>
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Auto' }).checked).toBe(true),
  );
});

it('says that auto answers explicit calls only, for now', () => {
  open('about');
  expect(screen.getByText(/For now, auto answers only when Tulia is called/)).toBeTruthy();
});

it('deletes only after the name was typed', async () => {
  const { user, asked } = open('about', {
    answers: (call, body) =>
      call.startsWith('DELETE') ? refusal('confirmation-wrong') : usualAnswers(call, body),
  });
  await user.click(screen.getByRole('button', { name: 'Delete for everyone' }));
  const dialog = within(
    await screen.findByRole('alertdialog', { name: 'Delete Weekend in Lisbon for everyone?' }),
  );
  await user.click(dialog.getByRole('button', { name: 'Delete for everyone' }));
  expect(asked).toEqual([]);
  await user.type(dialog.getByRole('textbox'), 'Weekend in Lisbon');
  await user.click(dialog.getByRole('button', { name: 'Delete for everyone' }));
  await waitFor(() => expect(asked).toEqual([['DELETE /groups/g-lisbon', { name: 'Weekend in Lisbon' }]]));
  await waitFor(() =>
    expect(toasts.all.map(({ text }) => text)).toEqual(['What you typed is not the name of the group.']),
  );
});

it('shows members what they may not change', () => {
  open('about', { me: JONAS, right: 'creator_only' });
  expect(screen.getByText('Only Ana, who created the group, can change its settings.')).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Off' }).closest('fieldset')?.disabled).toBe(
    true,
  );
  expect(screen.queryByRole('button', { name: 'Rename the group' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Delete for everyone' })).toBeNull();
});

it('leads from a pin to its message, and takes the pin away', async () => {
  const { user, asked, jumps } = open('pinned');
  const list = await screen.findAllByRole('listitem');
  expect(list).toHaveLength(2);
  await user.click(await screen.findByRole('button', { name: /Rua da Bica 12/ }));
  expect(jumps).toEqual(['m-1']);
  await user.click(screen.getAllByRole('button', { name: 'Unpin' })[0] as HTMLElement);
  await waitFor(() =>
    expect(asked.map(([call]) => call)).toEqual(['DELETE /groups/g-lisbon/messages/m-2/pin']),
  );
});
