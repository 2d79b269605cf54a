// What Esc in the field does while an answer is being written, which belongs to everybody.
import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { sampleApp, silence } from '../people/people.samples.ts';
import Chat from './Chat.svelte';

vi.setConfig({ testTimeout: 30_000 });

const STOP = 'POST /groups/g-lisbon/messages/a-1/stop';
const asked: string[] = [];

beforeEach(() => asked.splice(0));

async function press(written: string) {
  const { app, group } = sampleApp({
    answers: (call, body) => {
      asked.push(call);
      return call === STOP ? undefined : silence(call, body);
    },
  });
  group.texts.takeList([{ message: 'a-1', run: 'r-1', text: 'It leaves' }]);
  app.drafts.set(group.id, { text: written });
  const latest = vi.spyOn(app.thread(group.id), 'jumpToLatest').mockResolvedValue(true);
  render(Chat, { app, group });
  await fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' });
  return latest;
}

it('stops it where nothing is written', async () => {
  const latest = await press('');
  expect(asked).toContain(STOP);
  expect(latest).not.toHaveBeenCalled();
});

it('leaves it alone while somebody writes, and goes to the end', async () => {
  const latest = await press('half a thought');
  expect(asked).not.toContain(STOP);
  expect(latest).toHaveBeenCalled();
});
