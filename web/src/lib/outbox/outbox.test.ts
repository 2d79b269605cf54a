import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '../api/problem.ts';
import type { Channel, Locks } from '../live/host.ts';
import { database } from './database.ts';
import { overlay, UNDO_MS, type Item } from './item.ts';
import { leaseLocks } from './lease.ts';
import { Outbox } from './outbox.svelte.ts';
import { said, stateOf } from '../state/testing/journal.ts';
import { until } from '../state/testing/until.ts';

const problem = (slug: string, more: object = {}) =>
  new ApiProblem({ type: `/problems/${slug}`, title: '', status: 403, detail: '', request_id: 'r', ...more });

/** One after the other, as the browser's own locks. */
function browserLocks(): Locks {
  const tails = new Map<string, Promise<void>>();
  return {
    hold(name, work) {
      const mine = (tails.get(name) ?? Promise.resolve()).then(work);
      tails.set(
        name,
        mine.catch(() => undefined),
      );
      return mine;
    },
  };
}

/** Tabs that hear each other. */
function browserChannel(): () => Channel {
  const ears: ((message: unknown) => void)[] = [];
  return () => {
    let mine: ((message: unknown) => void) | null = null;
    return {
      post: (message) => {
        for (const ear of ears) if (ear !== mine) queueMicrotask(() => ear(message));
      },
      listen: (hear) => {
        mine = hear;
        ears.push(hear);
      },
    };
  };
}

/** A server that remembers what it was sent, by id, as the real one does. */
class Server {
  log: string[] = [];
  #seqs = new Map<string, number>();
  inFlight = 0;
  mostInFlight = 0;
  answer: (item: Item) => Promise<void> = () => Promise.resolve();

  async take(item: Item): Promise<number> {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      await this.answer(item);
    } finally {
      this.inFlight -= 1;
    }
    const known = this.#seqs.get(item.id);
    if (known !== undefined) return known;
    const seq = this.#seqs.size + 10;
    this.#seqs.set(item.id, seq);
    const { action } = item;
    const text = 'body' in action ? (action.body?.text ?? '') : action.message;
    this.log.push(action.kind === 'post' ? text : `${action.kind} ${text}`);
    return seq;
  }
}

let server: Server;
let locks: Locks;
let channels: () => Channel;

function tab() {
  const state = { ready: true, applied: 0 };
  const [sent, refused, returned, unkept] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
  const outbox = new Outbox({
    courier: { isReady: () => state.ready, deliver: (item) => server.take(item) },
    locks,
    channel: channels(),
    appliedUpTo: () => state.applied,
    sent,
    refused,
    returned,
    unkept,
  });
  return { outbox, state, sent, refused, returned, unkept };
}
const text = (words: string) => ({ body: { text: words, mentions: [] }, reply_to: null, forward: null });
const rows = async () => (await database()).getAll('outbox');

beforeEach(async () => {
  server = new Server();
  locks = browserLocks();
  channels = browserChannel();
  await (await database()).clear('outbox');
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the outbox', () => {
  it('sends in the order of writing, one at a time in a group', async () => {
    const { outbox } = tab();
    await outbox.open('ana');
    server.answer = () => new Promise((resolve) => setTimeout(resolve, 3));
    for (let i = 0; i < 8; i++) outbox.post('g', text(`${i}`));
    await until(() => expect(server.log).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']));
    expect(server.mostInFlight).toBe(1);
    await until(async () => expect(await rows()).toEqual([]));
  });

  it('shows what was sent until its event has come', async () => {
    const { outbox, state } = tab();
    await outbox.open('ana');
    const item = outbox.post('g', text('hi'));
    expect(outbox.of('g')).toMatchObject([{ id: item.id, state: 'waiting' }]);
    await until(() => expect(outbox.of('g')).toMatchObject([{ state: 'sent', seq: 10 }]));
    outbox.settle('g', 9);
    expect(outbox.items).toHaveLength(1);
    state.applied = 10;
    outbox.settle('g', 10);
    expect(outbox.items).toEqual([]);
  });

  it('waits offline, survives the page, and sends exactly once', async () => {
    const first = tab();
    first.state.ready = false;
    await first.outbox.open('ana');
    for (const words of ['one', 'two', 'three']) first.outbox.post('g', text(words));
    await until(async () => expect(await rows()).toHaveLength(3));
    expect(server.log).toEqual([]);
    first.outbox.close();
    const second = tab();
    await second.outbox.open('ana');
    await until(() => expect(server.log).toEqual(['one', 'two', 'three']));
  });

  it('does not send again what was acknowledged to a page that died before it heard', async () => {
    const dying = tab();
    await dying.outbox.open('ana');
    server.answer = () => Promise.reject(new Unreachable('cut'));
    const item = dying.outbox.post('g', text('once'));
    await until(() => expect(dying.outbox.items[0]?.state).toBe('waiting'));
    dying.outbox.close();
    server.answer = () => Promise.resolve();
    // The server had taken it.
    await server.take(item);
    const next = tab();
    await next.outbox.open('ana');
    await until(async () => expect(await rows()).toEqual([]));
    expect(server.log).toEqual(['once']);
  });

  it('takes the event for the acknowledgement', async () => {
    const { outbox } = tab();
    await outbox.open('ana');
    let answer = () => {};
    server.answer = () => new Promise((resolve) => (answer = resolve));
    const item = outbox.post('g', text('hi'));
    await until(() => expect(outbox.items[0]?.state).toBe('sending'));
    outbox.arrived(item.id);
    expect(outbox.items).toEqual([]);
    answer();
    await until(() => expect(server.inFlight).toBe(0));
    await until(async () => expect(await rows()).toEqual([]));
    expect(outbox.items).toEqual([]);
  });

  it('lets one tab send at a time, and both show the same', async () => {
    const [one, two] = [tab(), tab()];
    two.state.ready = false;
    one.state.ready = false;
    await one.outbox.open('ana');
    await two.outbox.open('ana');
    one.outbox.post('g', text('from one'));
    await until(() => expect(two.outbox.items).toHaveLength(1));
    two.outbox.post('g', text('from two'));
    await until(() => expect(one.outbox.items).toHaveLength(2));
    one.state.ready = two.state.ready = true;
    server.answer = () => new Promise((resolve) => setTimeout(resolve, 2));
    one.outbox.kick();
    two.outbox.kick();
    await until(() => expect(server.log).toEqual(['from one', 'from two']));
    expect(server.mostInFlight).toBe(1);
    await until(() =>
      expect([...one.outbox.items, ...two.outbox.items].every((i) => i.state === 'sent')).toBe(true),
    );
  });

  it('sends what another tab wrote that has no connection', async () => {
    const [cut, live] = [tab(), tab()];
    cut.state.ready = false;
    await cut.outbox.open('ana');
    await live.outbox.open('ana');
    cut.outbox.post('g', text('from the cut one'));
    await until(() => expect(server.log).toEqual(['from the cut one']));
    await until(() => expect(cut.outbox.items).toMatchObject([{ state: 'sent' }]));
  });

  it('waits as long as the server asks, then goes on in order', async () => {
    const { outbox } = tab();
    await outbox.open('ana');
    let asked = 0;
    server.answer = () =>
      asked++ === 0
        ? Promise.reject(problem('too-many', { status: 429, retry_after_seconds: 0.05 }))
        : Promise.resolve();
    outbox.post('g', text('a'));
    outbox.post('g', text('b'));
    await until(() => expect(asked).toBe(1));
    outbox.connected();
    expect(server.log).toEqual([]);
    await until(() => expect(server.log).toEqual(['a', 'b']));
    expect(asked).toBe(3);
  });

  it('keeps a refused message for its author, and sends the next', async () => {
    const { outbox, refused, returned } = tab();
    await outbox.open('ana');
    server.answer = (item) =>
      item.action.kind === 'post' && item.action.body?.text === 'long'
        ? Promise.reject(problem('text-too-long'))
        : Promise.resolve();
    const long = outbox.post('g', text('long'));
    outbox.post('g', text('short'));
    await until(() => expect(server.log).toEqual(['short']));
    expect(outbox.failed('g')).toMatchObject([{ id: long.id, problem: { type: '/problems/text-too-long' } }]);
    expect(refused).toHaveBeenCalledOnce();
    outbox.takeBack(long.id);
    expect(returned).toHaveBeenCalledWith(expect.objectContaining({ id: long.id }), null);
    expect(outbox.failed()).toEqual([]);
    const again = outbox.post('g', text('long'));
    await until(() => expect(outbox.failed()).toHaveLength(1));
    server.answer = () => Promise.resolve();
    outbox.retryAll('g');
    await until(() => expect(server.log).toEqual(['short', 'long']));
    expect(outbox.items.find((item) => item.id === again.id)?.state).toBe('sent');
  });

  it('gives the texts back when the group has closed', async () => {
    const { outbox, returned } = tab();
    await outbox.open('ana');
    server.answer = () => Promise.reject(problem('removed-from-group'));
    outbox.post('g', text('a'));
    outbox.post('g', text('b'));
    await until(() => expect(returned).toHaveBeenCalledTimes(2));
    expect(returned.mock.calls.map(([item, note]) => [item.action.body.text, note])).toEqual([
      ['a', 'removed-from-group'],
      ['b', 'removed-from-group'],
    ]);
    await until(async () => expect(await rows()).toEqual([]));
  });

  it('holds everything back while nobody is signed in', async () => {
    const { outbox, state } = tab();
    await outbox.open('ana');
    server.answer = () => {
      state.ready = false;
      return Promise.reject(problem('signed-out', { status: 401 }));
    };
    outbox.post('g', text('a'));
    await until(() => expect(outbox.items[0]?.state).toBe('waiting'));
    server.answer = () => Promise.resolve();
    state.ready = true;
    outbox.connected();
    await until(() => expect(server.log).toEqual(['a']));
  });
});

describe('a browser that keeps nothing', () => {
  const broken = () => {
    throw new Error('The disk is broken.');
  };
  beforeEach(() => vi.spyOn(console, 'warn').mockReturnValue());

  it('is said so, and sends all the same', async () => {
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(broken);
    locks = leaseLocks();
    const { outbox, state, unkept } = tab();
    state.ready = false;
    await outbox.open('ana');
    outbox.post('g', text('a'));
    outbox.post('g', text('b'));
    await until(() => expect(unkept).toHaveBeenCalledTimes(2));
    state.ready = true;
    outbox.kick();
    await until(() => expect(server.log).toEqual(['a', 'b']));
    await until(() => expect(outbox.items.map((item) => item.state)).toEqual(['sent', 'sent']));
  });

  it('sends what is new when what is kept cannot be read', async () => {
    vi.spyOn(IDBIndex.prototype, 'getAll').mockImplementation(broken);
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(broken);
    const { outbox } = tab();
    await outbox.open('ana');
    outbox.post('g', text('a'));
    await until(() => expect(server.log).toEqual(['a']));
  });

  it('counts the page for what became of an item that it could not replace', async () => {
    const { outbox } = tab();
    await outbox.open('ana');
    server.answer = () => {
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(broken);
      return Promise.reject(problem('text-too-long'));
    };
    const asked = vi.spyOn(server, 'take');
    const item = outbox.post('g', text('long'));
    await until(() => expect(outbox.failed('g')).toMatchObject([{ id: item.id }]));
    outbox.connected();
    server.answer = () => Promise.resolve();
    outbox.post('g', text('next'));
    await until(() => expect(server.log).toEqual(['next']));
    expect(asked).toHaveBeenCalledTimes(2);
    expect(outbox.items.filter((one) => one.id === item.id)).toHaveLength(1);
  });

  it('does not send again what it cannot forget', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(broken);
    const { outbox } = tab();
    await outbox.open('ana');
    const asked = vi.spyOn(server, 'take');
    outbox.post('g', text('a'));
    await until(() => expect(outbox.items[0]?.state).toBe('sent'));
    outbox.post('g', text('b'));
    await until(() => expect(server.log).toEqual(['a', 'b']));
    expect(asked).toHaveBeenCalledTimes(2);
  });
});

describe('a delete', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));

  it('folds at once, waits, and survives a crash', async () => {
    const before = tab();
    await before.outbox.open('ana');
    before.outbox.delete('g', 'm5');
    const message = stateOf([said(5, 'secret')]).window.messages[0];
    expect(message && overlay(message, before.outbox.of('g'), 'ana')).toMatchObject({
      body: null,
      deleted: { by: 'ana' },
    });
    await until(async () => expect(await rows()).toHaveLength(1));
    before.outbox.close();
    vi.setSystemTime(Date.now() + UNDO_MS + 1);
    const after = tab();
    await after.outbox.open('ana');
    await until(() => expect(server.log).toEqual(['delete m5']));
  });

  it('does not hold up what is written after it, and can be undone', async () => {
    const { outbox } = tab();
    await outbox.open('ana');
    const { undo } = outbox.delete('g', 'm5');
    outbox.post('g', text('next'));
    await until(() => expect(server.log).toEqual(['next']));
    expect(undo()).toBe(true);
    expect(outbox.of('g').some((item) => item.action.kind === 'delete')).toBe(false);
    await until(async () => expect(await rows()).toEqual([]));
    expect(server.log).toEqual(['next']);
  });

  it('goes when it is released, from a tab that can send', async () => {
    const [one, other] = [tab(), tab()];
    one.state.ready = false;
    await one.outbox.open('ana');
    await other.outbox.open('ana');
    const [kept, gone] = [one.outbox.delete('g', 'm5'), one.outbox.delete('g', 'm6')];
    vi.setSystemTime(Date.now() + UNDO_MS / 2);
    one.outbox.post('g', text('next'));
    await until(() => expect(server.log).toEqual(['next']));
    gone.release();
    await until(() => expect(server.log).toEqual(['next', 'delete m6']));
    await until(() => expect(one.outbox.items.some(({ seq }) => seq === 11)).toBe(true));
    expect(gone.undo()).toBe(false);
    expect(kept.undo()).toBe(true);
    kept.release();
    await until(async () => expect(await rows()).toEqual([]));
    expect(server.log).toEqual(['next', 'delete m6']);
  });
});

describe('unsent actions', () => {
  it('on an unsent message change that message', async () => {
    const { outbox, state } = tab();
    state.ready = false;
    await outbox.open('ana');
    const item = outbox.post('g', text('helo'));
    outbox.edit('g', item.id, { text: 'hello', mentions: [] });
    expect(outbox.items).toHaveLength(1);
    const { undo } = outbox.delete('g', item.id);
    expect(outbox.items).toEqual([]);
    undo();
    state.ready = true;
    outbox.kick();
    await until(() => expect(server.log).toEqual(['hello']));
  });

  it('that are opposite cancel each other', async () => {
    const { outbox, state } = tab();
    state.ready = false;
    await outbox.open('ana');
    outbox.react('g', 'm5', '👍', true);
    outbox.react('g', 'm5', '👍', true);
    expect(outbox.items).toHaveLength(1);
    outbox.react('g', 'm5', '👍', false);
    expect(outbox.items).toEqual([]);
  });

  it('are shown on the message at once, unless they failed', () => {
    const message = stateOf([said(5, 'hi')]).window.messages[0];
    if (!message) throw new Error('There is a message.');
    const item = (action: Item['action'], state: Item['state'] = 'waiting'): Item => ({
      ...{ id: 'i', account: 'ben', group: 'g', problem: null, notBefore: null, madeAt: 0, seq: null },
      action,
      state,
    });
    const react = item({ kind: 'react', message: 'm5', emoji: '🎉', on: true });
    const edit = item({ kind: 'edit', message: 'm5', body: { text: 'hey', mentions: [] } });
    expect(overlay(message, [react, edit], 'ben')).toMatchObject({
      body: { text: 'hey' },
      reactions: [{ emoji: '🎉', by: ['ben'] }],
    });
    expect(overlay(message, [{ ...edit, state: 'failed' }], 'ben')).toBe(message);
  });
});
