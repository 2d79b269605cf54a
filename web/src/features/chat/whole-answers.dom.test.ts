// Who asked for whole answers is told that one is being written, and sees and hears it once it has ended.
import { render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Event } from '$lib/api/index.ts';
import { prefs } from '$lib/prefs/prefs.svelte.ts';
import { announcer } from '$ui';
import { JONAS, sampleApp, TULIA } from '../people/people.samples.ts';
import { attend } from './announcing.svelte.ts';
import { answer } from './chat.samples.ts';
import SampleAnswer from './SampleAnswer.svelte';
import { ChatScene } from './scene.svelte.ts';

const TEXT = 'The early train leaves at seven. The late one leaves at nine.';
const heard = () => announcer.polite.map(({ text }) => text);

beforeEach(() => {
  announcer.polite = [];
  prefs.set({ wholeAnswers: true });
});
afterEach(() => prefs.set({ wholeAnswers: false, announceAnswers: 'complete' }));

it('says who is answering, for how long, and how to stop it, instead of half an answer', () => {
  render(SampleAnswer, { message: answer(null, null, 0.2), text: TEXT });
  expect(screen.getByText('Tulia is answering…')).toBeTruthy();
  expect(screen.getByText('12s')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Stop' })).toBeTruthy();
  expect(screen.queryByText(/early train/)).toBeNull();
});

it('shows it as it grows to everybody else', () => {
  prefs.set({ wholeAnswers: false });
  render(SampleAnswer, { message: answer(null, null, 0.2), text: TEXT });
  expect(screen.getByText(/early train/)).toBeTruthy();
  expect(screen.queryByText('Tulia is answering…')).toBeNull();
});

it.each([
  ['stopped', { outcome: 'stopped', by: JONAS.id } as const, 'Stopped by Jonas.'],
  ['interrupted', { outcome: 'interrupted', fault: 'cut_stream' } as const, 'Interrupted.'],
])('shows what there is of an answer that was %s', (_, outcome, words) => {
  render(SampleAnswer, { message: answer(TEXT, outcome), text: '' });
  expect(screen.getByText(/early train/)).toBeTruthy();
  expect(screen.getByText(words)).toBeTruthy();
});

it.each([
  [true, ['Tulia is answering…']],
  [false, ['Tulia is answering…', 'The early train leaves at seven.']],
])('reads no sentence before its time: whole answers %s', (wholeAnswers, words) => {
  prefs.set({ wholeAnswers, announceAnswers: 'sentences' });
  const { app, group } = sampleApp();
  const leave = attend(new ChatScene(app, group));
  const message = answer(null, null, 0);
  const run = { message: message.id, run: 'r', assistant: TULIA.id };
  group.texts.take({ kind: 'run_began', run } as Event);
  group.texts.takeWhole({ message: message.id, run: 'r', text: TEXT });
  flushSync();
  expect(heard()).toEqual(words);
  leave();
});
