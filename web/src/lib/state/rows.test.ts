import { describe, expect, it } from 'vitest';
import type { Event } from '../api/wire.ts';
import type { Item } from '../outbox/item.ts';
import { reduceWindow } from './reduce.ts';
import { RowMaker, type Row, type Scene } from './rows.ts';
import { ASSISTANT, event, founding, said, stateOf, timeOf } from './testing/journal.ts';

const DAY = 24 * 60;
const at = (one: Event, minutes: number): Event => ({
  ...one,
  at: new Date(2026, 0, 1, 9, minutes).toISOString(),
});
function scene(events: Event[], more: Partial<Scene> = {}): Scene {
  return { window: stateOf(events).window, items: [], me: 'ana', divider: null, ...more };
}
const rowsOf = (events: Event[], more: Partial<Scene> = {}) => new RowMaker().make(scene(events, more));
const say = (row: Row) => {
  if (row.kind === 'message')
    return `${row.startsSeries ? '[' : ''}${row.message.id}${row.endsSeries ? ']' : ''}`;
  return row.kind === 'system' ? `${row.events[0]?.kind} ${row.events.length}` : row.kind;
};
const item = (more: Partial<Item> & Pick<Item, 'action'>): Item => ({
  ...{ id: 'p1', account: 'ana', group: 'g1', state: 'waiting', problem: null, notBefore: null, seq: null },
  madeAt: new Date(2026, 0, 1, 9, 30).getTime(),
  ...more,
});
const post = (id: string, text = 'unsent') =>
  item({
    id,
    action: { kind: 'post', message: id, body: { text, mentions: [] }, reply_to: null, forward: null },
  });

describe('rows', () => {
  it('join messages of one author within five minutes', () => {
    const events = [
      at(said(5, 'a', 'ben'), 0),
      at(said(6, 'b', 'ben'), 4),
      at(said(7, 'c', 'ben'), 10),
      at(said(8, 'd', 'ana'), 11),
      at(said(9, 'e', 'ana'), 12),
    ];
    expect(rowsOf(events).map(say)).toEqual(['day', '[m5', 'm6]', '[m7]', '[m8', 'm9]']);
  });

  it('end with the calls that wait for their turn, where the end is loaded', () => {
    const events = [at(said(5, 'a', 'ben'), 0)];
    const queued = [
      ['m5', ASSISTANT],
      ['m6', ASSISTANT],
    ] as const;
    const rows = rowsOf(events, { queued, items: [post('p1')] });
    expect(rows.map(say)).toEqual(['day', '[m5]', '[p1]', 'queued', 'queued']);
    expect(rows.at(-1)).toEqual({ kind: 'queued', key: 'queued m6', assistant: ASSISTANT, place: 2 });
    const window = { ...scene(events).window, hasNewer: true };
    expect(rowsOf(events, { queued, window }).map(say)).toEqual(['day', '[m5]']);
  });

  it('divide days, and the unread from the read; a divider cuts a series', () => {
    const events = [at(said(5, 'a', 'ben'), 0), at(said(6, 'b', 'ben'), 1), at(said(7, 'c', 'ben'), DAY)];
    const rows = rowsOf(events, { divider: { seq: 6, count: 2 } });
    expect(rows.map(say)).toEqual(['day', '[m5]', 'unread', '[m6]', 'day', '[m7]']);
    expect(rows[0]).toEqual({ kind: 'day', key: 'day 2026-1-1', at: new Date(2026, 0, 1).getTime() });
    expect(rows[2]).toMatchObject({ count: 2 });
  });

  it('group neighbouring lines of one kind, and show each event once', () => {
    const [created, , ben, cleo] = founding() as [Event, Event, Event, Event];
    const renamed = event(5, 'group_renamed', { name: 'Porto' });
    const events = [
      at(created, 0),
      at(ben, 1),
      at(cleo, 2),
      at(said(6, 'hi'), 3),
      at({ ...renamed, seq: 7 }, 4),
    ];
    expect(rowsOf(events).map(say)).toEqual([
      'day',
      'group_created 1',
      'member_joined 2',
      '[m6]',
      'group_renamed 1',
    ]);
  });

  it('never join answers', () => {
    const origin = { origin: 'call' as const };
    const run = (n: number) => ({
      ...{ run: `r${n}`, message: `a${n}`, assistant: ASSISTANT, call: 'm5', answers: 'ana', model: null },
      ...{ model_name: 'Small', origin, began_at: timeOf(n) },
    });
    const events = [
      at(said(5, 'a'), 0),
      at(event(6, 'run_began', { run: run(6) }, ASSISTANT), 0),
      at(event(7, 'run_began', { run: run(7) }, ASSISTANT), 0),
    ];
    expect(rowsOf(events).map(say)).toEqual(['day', '[m5]', '[a6]', '[a7]']);
  });

  it('end with what is not sent, in its order, joined to what was said', () => {
    const events = [at(said(5, 'a', 'ana'), 29)];
    const rows = rowsOf(events, { items: [post('p1'), post('p2')] });
    expect(rows.map(say)).toEqual(['day', '[m5', 'p1', 'p2]']);
    expect(rows.at(-1)).toMatchObject({ isMine: true, sending: { id: 'p2' } });
    const elsewhere = { ...stateOf(events).window, hasNewer: true };
    expect(rowsOf(events, { items: [post('p1')], window: elsewhere }).map(say)).toEqual(['day', '[m5]']);
  });

  it('show a message once while its event and its acknowledgement race', () => {
    const events = [at(said(5, 'a', 'ana'), 0)];
    expect(rowsOf(events, { items: [post('m5', 'a')] }).map(say)).toEqual(['day', '[m5]']);
  });

  it('show my unsent changes, and who is mentioned', () => {
    const mentions = [{ start: 0, end: 4, profile: 'ana' }];
    const events = [at(said(5, 'hi', 'ben', { body: { text: '@Ana', mentions } }), 0)];
    const react = item({ action: { kind: 'react', message: 'm5', emoji: '👍', on: true } });
    expect(rowsOf(events, { items: [react] })[1]).toMatchObject({
      mentionsMe: true,
      isMine: false,
      unsent: [react],
      message: { reactions: [{ emoji: '👍', by: ['ana'] }] },
    });
  });

  it('are the same objects where nothing changed', () => {
    const maker = new RowMaker();
    const events = Array.from({ length: 50 }, (_, i) => at(said(5 + i, `${i}`, i % 3 ? 'ben' : 'ana'), i));
    const window = stateOf(events).window;
    const before = maker.make(scene([], { window }));
    const body = { text: 'x', mentions: [] };
    const edit = event(60, 'message_edited', { message: 'm30', message_seq: 30, version: 1, body });
    const after = maker.make(scene([], { window: reduceWindow(window, edit) }));
    const changed = after.filter((row, i) => row !== before[i]);
    expect(changed.map(say)).toHaveLength(1);
    expect(changed[0]).toMatchObject({ key: 'm30' });
  });
});
