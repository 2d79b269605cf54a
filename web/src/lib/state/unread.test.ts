import { describe, expect, it } from 'vitest';
import type { Message } from '../api/wire.ts';
import {
  addresses,
  afterReading,
  ALL_READ,
  counts,
  withArrived,
  withDeleted,
  withMark,
  type Reading,
} from './unread.ts';
import { said, stateOf } from './testing/journal.ts';

const messages = stateOf(
  Array.from({ length: 20 }, (_, i) => said(i + 1, `${i}`, i % 5 === 0 ? 'ana' : 'ben')),
).window.messages;
const reading = (more: Partial<Reading>): Reading => ({
  unread: { count: 16, mentions: 0, first: 2 },
  from: 0,
  to: 0,
  last: 20,
  window: { messages, notices: [], hasOlder: false, hasNewer: false },
  me: 'ana',
  isAddressed: () => false,
  ...more,
});

describe('what is unread', () => {
  it('is counted where the rest of the thread is loaded', () => {
    expect(afterReading(reading({ to: 10 }))).toEqual({ count: 8, mentions: 0, first: 12 });
    expect(afterReading(reading({ to: 20 }))).toEqual(ALL_READ);
    const isAddressed = (message: Message) => message.seq === 15;
    expect(afterReading(reading({ to: 10, isAddressed }))).toMatchObject({ mentions: 1 });
  });

  it('is counted down where only what was read is loaded', () => {
    const window = { messages: messages.slice(0, 10), notices: [], hasOlder: false, hasNewer: true };
    expect(afterReading(reading({ to: 5, window }))).toEqual({ count: 12, mentions: 0, first: 7 });
  });

  it('is not guessed', () => {
    const window = { messages: messages.slice(10, 15), notices: [], hasOlder: true, hasNewer: true };
    expect(afterReading(reading({ to: 12, window }))).toBeNull();
    expect(afterReading(reading({ to: 12, window: { ...window, messages: [] } }))).toBeNull();
  });

  it('follows arrivals and deletions', () => {
    const [own, other] = [messages[0], messages[1]] as [Message, Message];
    expect([counts(own, 'ana'), counts(other, 'ana')]).toEqual([false, true]);
    const one = withArrived(ALL_READ, other, true);
    expect(one).toEqual({ count: 1, mentions: 1, first: 2 });
    const two = withArrived(one, { ...other, seq: 3 }, false);
    expect(withDeleted(two, other, true)).toEqual({ count: 1, mentions: 0, first: 3 });
    expect(withDeleted(one, other, true)).toEqual(ALL_READ);
  });

  it('speaks to me by a mention, or by answering me', () => {
    const other = messages[1] as Message;
    const find = (id: string) => messages.find((message) => message.id === id);
    expect(addresses(other, 'ana', find)).toBe(false);
    expect(addresses({ ...other, reply_to: 'm1' }, 'ana', find)).toBe(true);
    expect(addresses({ ...other, reply_to: 'm2' }, 'ana', find)).toBe(false);
    const body = { text: '@Ana', mentions: [{ start: 0, end: 4, profile: 'ana' }] };
    expect(addresses({ ...other, body }, 'ana', find)).toBe(true);
  });
});

describe('what is marked as unread', () => {
  const window = { messages, notices: [], hasOlder: false, hasNewer: false };

  it('is counted from the mark on where it is loaded, and is one or more where it is not', () => {
    expect(withMark(ALL_READ, 18, window, 'ana')).toEqual({ count: 3, mentions: 0, first: 18 });
    expect(withMark(ALL_READ, 18, { ...window, hasNewer: true }, 'ana')).toEqual({
      count: 1,
      mentions: 0,
      first: 18,
    });
    expect(withMark(ALL_READ, null, window, 'ana')).toBe(ALL_READ);
  });

  it('changes nothing where the unread begin before it', () => {
    const unread = { count: 9, mentions: 1, first: 8 };
    expect(withMark(unread, 10, window, 'ana')).toBe(unread);
  });
});
