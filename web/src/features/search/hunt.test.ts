import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable, type Message } from '$lib/api/index.ts';
import type { Found } from '$lib/state/index.ts';
import { Hunt, type Ask } from './hunt.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const found = (ids: string[], cursor: string | null = null, isCached = false): Found => ({
  hits: ids.map((id) => ({ message: { id } as Message, group_name: 'Lisbon' })),
  profiles: [],
  cursor,
  isCached,
});
const ids = (hunt: Hunt) => hunt.hits.map(({ message }) => message.id);

it('asks after a pause, once for what was typed last', async () => {
  const ask = vi.fn<Ask>(() => Promise.resolve(found(['m1'])));
  const hunt = new Hunt(ask);
  hunt.wants({ q: 't' });
  hunt.wants({ q: 'tr' });
  await vi.advanceTimersByTimeAsync(150);
  hunt.wants({ q: 'train', group: 'g1' });
  expect(hunt.status).toBe('asking');
  await vi.advanceTimersByTimeAsync(200);
  expect(ask.mock.calls.map(([q, filters]) => [q, filters])).toEqual([['train', { group: 'g1' }]]);
  expect([hunt.status, ids(hunt), hunt.words]).toEqual(['done', ['m1'], 'train']);
});

it('shows the answer to the last question, whichever comes first', async () => {
  const answers: ((found: Found) => void)[] = [];
  const hunt = new Hunt(() => new Promise((answer) => answers.push(answer)));
  hunt.wants({ q: 'slow' }, true);
  hunt.wants({ q: 'quick' }, true);
  answers[1]?.(found(['quick']));
  answers[0]?.(found(['slow']));
  await vi.advanceTimersByTimeAsync(0);
  expect(ids(hunt)).toEqual(['quick']);
});

it('goes on page by page, without a message twice', async () => {
  const asked: (string | undefined)[] = [];
  const pages = [found(['m1', 'm2'], 'c1'), found(['m2', 'm3'])];
  const hunt = new Hunt((_, { cursor }) => {
    asked.push(cursor);
    return Promise.resolve(pages[asked.length - 1] ?? found([]));
  });
  hunt.wants({ q: 'train' }, true);
  await vi.advanceTimersByTimeAsync(0);
  expect(hunt.hasMore).toBe(true);
  await hunt.more();
  expect([asked, ids(hunt), hunt.hasMore]).toEqual([[undefined, 'c1'], ['m1', 'm2', 'm3'], false]);
  await hunt.more();
  expect(asked).toHaveLength(2);
});

it('keeps what was found where the next page fails, and says why', async () => {
  let isFirst = true;
  const hunt = new Hunt(() => {
    if (isFirst) {
      isFirst = false;
      return Promise.resolve(found(['m1'], 'c1'));
    }
    return Promise.reject(new Unreachable('away'));
  });
  hunt.wants({ q: 'train' }, true);
  await vi.advanceTimersByTimeAsync(0);
  await hunt.more();
  expect([ids(hunt), hunt.status, hunt.isAskingMore]).toEqual([['m1'], 'done', false]);
  expect(hunt.error).toBeInstanceOf(Unreachable);
});

it('can be asked again after a failure', async () => {
  const problem = new ApiProblem({
    type: '/problems/busy',
    title: '',
    status: 503,
    detail: '',
    request_id: 'r',
  });
  const ask = vi
    .fn<Ask>()
    .mockRejectedValueOnce(problem)
    .mockResolvedValueOnce(found(['m1'], null, true));
  const hunt = new Hunt(ask);
  hunt.wants({ q: 'train' }, true);
  await vi.advanceTimersByTimeAsync(0);
  expect([hunt.status, hunt.error]).toEqual(['failed', problem]);
  hunt.again();
  await vi.advanceTimersByTimeAsync(0);
  expect([hunt.status, hunt.error, ids(hunt), hunt.isCached]).toEqual(['done', null, ['m1'], true]);
});

it('forgets everything where nothing is looked for any more', async () => {
  const hunt = new Hunt(() => Promise.resolve(found(['m1'], 'c1')));
  hunt.wants({ q: 'train' }, true);
  await vi.advanceTimersByTimeAsync(0);
  hunt.wants(null);
  expect([hunt.status, ids(hunt), hunt.hasMore]).toEqual(['idle', [], false]);
});
