// How much of a group a person has not read, kept exact between the server's own counts.
import type { Id, Message, Seq, Unread } from '../api/wire.ts';
import type { Window } from './window.ts';

/** Nothing unread. */
export const ALL_READ: Unread = { count: 0, mentions: 0, first: null };

/** Whether a message counts as unread for `me`: by somebody else, and not deleted. */
export function counts(message: Message, me: Id): boolean {
  return message.author !== me && !message.deleted;
}

/** Whether a message speaks to `me`: mentions them, or replies to one of theirs. `find` knows messages that are loaded. */
export function addresses(message: Message, me: Id, find: (id: Id) => Message | undefined): boolean {
  if (message.body?.mentions.some((mention) => mention.profile === me)) return true;
  return message.reply_to !== null && find(message.reply_to)?.author === me;
}

/** One message more. */
export function withArrived(unread: Unread, message: Message, isAddressed: boolean): Unread {
  return {
    count: unread.count + 1,
    mentions: unread.mentions + (isAddressed ? 1 : 0),
    first: unread.first ?? message.seq,
  };
}

/** One message less, that was deleted before it was read. */
export function withDeleted(unread: Unread, message: Message, isAddressed: boolean): Unread {
  const count = Math.max(0, unread.count - 1);
  if (count === 0) return ALL_READ;
  const first = unread.first === message.seq ? message.seq + 1 : unread.first;
  return { count, mentions: Math.max(0, unread.mentions - (isAddressed ? 1 : 0)), first };
}

/** With the mark that somebody set: a message and what follows it are unread again, whether or not they were read. */
export function withMark(unread: Unread, from: Seq | null, window: Window, me: Id): Unread {
  if (from === null || (unread.first !== null && unread.first <= from)) return unread;
  const { messages, hasOlder, hasNewer } = window;
  const isLoaded = !hasNewer && messages.length > 0 && (!hasOlder || (messages[0]?.seq ?? 0) <= from);
  const marked = messages.filter((message) => message.seq >= from && counts(message, me)).length;
  return { ...unread, count: Math.max(1, unread.count, isLoaded ? marked : 0), first: from };
}

/** What is known about a group when somebody reads on. */
export interface Reading {
  unread: Unread;
  /** How far was read before, and now. */
  from: Seq;
  to: Seq;
  /** The newest message of the group, whether loaded or not. */
  last: Seq;
  window: Window;
  me: Id;
  isAddressed: (message: Message) => boolean;
}

/** What is left unread after reading up to `to`; `null` where too little is loaded to say. */
export function afterReading({ unread, from, to, last, window, me, isAddressed }: Reading): Unread | null {
  if (to >= last || unread.count === 0) return ALL_READ;
  const { messages } = window;
  const [first, newest] = [messages[0], messages.at(-1)];
  if (!first || !newest) return null;
  const open = messages.filter((message) => message.seq > to && counts(message, me));
  const reachesBack = (seq: Seq) => !window.hasOlder || first.seq <= seq;
  if (!window.hasNewer && reachesBack(to + 1)) {
    const mentions = open.filter(isAddressed).length;
    return open.length === 0 ? ALL_READ : { count: open.length, mentions, first: open[0]?.seq ?? null };
  }
  if (!reachesBack(from + 1) || newest.seq < to) return null;
  const read = messages.filter((message) => message.seq > from && message.seq <= to && counts(message, me));
  const count = Math.max(0, unread.count - read.length);
  if (count === 0) return ALL_READ;
  const mentions = Math.max(0, unread.mentions - read.filter(isAddressed).length);
  return { count, mentions, first: open[0]?.seq ?? to + 1 };
}
