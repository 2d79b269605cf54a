// What the menu of an answer offers while nobody can be asked for another one.
import { expect, it } from 'vitest';
import { JONAS, sampleApp } from '../people/people.samples.ts';
import { answer, rowOf } from './chat.samples.ts';
import { messageEntries } from './message-menu.ts';
import { ChatScene } from './scene.svelte.ts';

/** The entries that cannot be chosen. */
function closed(isOffline: boolean): string[] {
  const { app, group } = sampleApp({ isOffline });
  const row = rowOf(answer('Half of it', { outcome: 'stopped', by: JONAS.id }));
  const entries = messageEntries(row, new ChatScene(app, group), document.body);
  return entries.flatMap((entry) =>
    entry !== '---' && entry.disabled ? [`${entry.label}: ${entry.hint}`] : [],
  );
}

it('offers what needs the server only with a connection, and says so', () => {
  expect(closed(false)).toEqual([]);
  expect(closed(true)).toEqual([
    'Continue: This needs a connection.',
    'Answer again: This needs a connection.',
    'Answer again with…: This needs a connection.',
  ]);
});
