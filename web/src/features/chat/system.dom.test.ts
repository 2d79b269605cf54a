import { expect, it } from 'vitest';
import type { Event, EventFields, EventKind } from '$lib/api/index.ts';
import { systemLines } from './system.ts';

const names: Record<string, string> = { ana: 'Ana', ben: 'Ben', cleo: 'Cleo', tulia: 'Tulia' };
const readers = { me: 'me', nameOf: (id: string) => names[id] ?? id };
let seq = 0;
function event<K extends EventKind>(kind: K, author: string, fields: EventFields[K]): Event {
  return {
    group: 'g',
    seq: ++seq,
    at: '2026-01-01T09:00:00.000Z',
    author,
    kind,
    ...fields,
  } as unknown as Event;
}
const joined = (author: string) =>
  event('member_joined', author, { via: { by: 'invite', invite: 'i' }, sees_from: 1, profile: null });

it('says who did what', () => {
  expect(systemLines([event('group_renamed', 'ana', { name: 'Lisbon' })], readers)).toEqual([
    'Ana renamed the group to “Lisbon”',
  ]);
  expect(systemLines([event('group_renamed', 'me', { name: 'Lisbon' })], readers)).toEqual([
    'You renamed the group to “Lisbon”',
  ]);
});
it('gathers those who join', () => {
  expect(systemLines(['ana', 'ben'].map(joined), readers)).toEqual(['Ana and Ben joined']);
  expect(systemLines(['ana', 'me', 'cleo', 'd', 'e'].map(joined), readers)).toEqual([
    'You, Ana, and 3 others joined',
  ]);
});
it('names who added somebody', () => {
  const added = event('member_joined', 'ben', {
    via: { by: 'addition', added_by: 'ana' },
    sees_from: 1,
    profile: null,
  });
  expect(systemLines([added], readers)).toEqual(['Ana added Ben']);
});
it('speaks to whom it happened', () => {
  expect(systemLines([event('member_removed', 'ana', { member: 'me' })], readers)).toEqual([
    'Ana removed you',
  ]);
  expect(systemLines([event('member_removed', 'me', { member: 'ben' })], readers)).toEqual([
    'You removed Ben',
  ]);
  expect(systemLines([event('creatorship_passed', 'ana', { to: 'me' })], readers)).toEqual([
    'You are the creator now',
  ]);
});
it('says each change of settings', () => {
  const mode = event('seat_changed', 'ana', { assistant: 'tulia', mode: 'off', model: null });
  const last = event('newcomers_changed', 'ana', { newcomers: { see: 'last', count: 50 } });
  const local = event('local_models_only_changed', 'ana', { on: true });
  const every = event('local_models_only_changed', 'ana', { on: false });
  expect(systemLines([local, every], readers)).toEqual([
    'Ana let only models of this place answer',
    'Ana let all models answer',
  ]);
  expect(systemLines([mode, last], readers)).toEqual([
    'Ana turned Tulia off',
    'Ana let newcomers see the last 50 messages',
  ]);
});
it('says nothing of what is seen elsewhere', () => {
  expect(systemLines([event('hidden', 'ana', {})], readers)).toEqual([]);
});
