import { describe, expect, it } from 'vitest';
import type { Message, Origin } from '$lib/api/index.ts';
import type { MessageRow } from '$lib/state/index.ts';
import { quotesToHide, supersededIn } from './folding.ts';

function row(id: string, origin?: Origin, reply_to: string | null = null): MessageRow {
  const message = {
    id,
    reply_to,
    deleted: null,
    answer: origin ? { origin } : null,
  } as Message;
  return {
    kind: 'message',
    key: id,
    message,
    isMine: false,
    mentionsMe: false,
    startsSeries: true,
    endsSeries: true,
    sending: null,
    unsent: [],
  };
}
const call = { origin: 'call' } as const;

describe('answers that were asked for again', () => {
  it('step back behind the newest try', () => {
    const rows = [
      row('q'),
      row('a', call, 'q'),
      row('b', { origin: 'retry', of: 'a' }, 'q'),
      row('c', { origin: 'redo', of: 'b' }, 'q'),
    ];
    expect([...supersededIn(rows)]).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ]);
  });
  it('stay when they were only continued', () => {
    expect(supersededIn([row('a', call), row('b', { origin: 'continue', of: 'a' })]).size).toBe(0);
  });
  it('come back when the later try was deleted', () => {
    const later = row('b', { origin: 'retry', of: 'a' });
    later.message = { ...later.message, deleted: { by: 'ana', at: '' } };
    expect(supersededIn([row('a', call), later]).size).toBe(0);
  });
});

describe('the quote of an answer', () => {
  it('is left out right below its call, and when several answer it', () => {
    expect([...quotesToHide([row('q'), row('a', call, 'q'), row('b', call, 'q')])]).toEqual(['a', 'b']);
  });
  it('is shown when something was said between', () => {
    expect([...quotesToHide([row('q'), row('x'), row('a', call, 'q')])]).toEqual([]);
  });
  it('is always shown where a person replies', () => {
    expect([...quotesToHide([row('q'), row('r', undefined, 'q')])]).toEqual([]);
  });
});
