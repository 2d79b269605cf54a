import { expect, it } from 'vitest';
import type { Event } from '../api/wire.ts';
import { Signals } from './signals.svelte.ts';

const began = (call: string) =>
  ({ kind: 'run_began', author: 'tulia', run: { assistant: 'tulia', call } }) as unknown as Event;

it('knows the calls that wait for their turn, until each is answered', () => {
  const signals = new Signals();
  signals.hold('tulia', 'waiting', 'm1');
  signals.hold('tulia', 'queued', 'm1');
  signals.hold('tulia', 'queued', 'm2');
  expect(signals.waiting).toEqual([]);
  expect(signals.queued).toEqual([
    ['m1', 'tulia'],
    ['m2', 'tulia'],
  ]);
  signals.take(began('m1'));
  expect(signals.queued).toEqual([['m2', 'tulia']]);
  signals.take(began('m2'));
  expect(signals.queued).toEqual([]);
});

it('lets go of all calls of an assistant that is told to be idle without one, and of all when the connection is lost', () => {
  const signals = new Signals();
  for (const call of ['m1', 'm2']) signals.hold('tulia', 'queued', call);
  signals.hold('claude', 'queued', 'm3');
  signals.hold('tulia', 'idle', null);
  expect(signals.queued).toEqual([['m3', 'claude']]);
  signals.clear();
  expect(signals.queued).toEqual([]);
});
