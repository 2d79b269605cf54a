// The loaded part of a thread: neighbouring messages without a gap, and the lines about the group between them.
import type { Event, Id, Message, Page, Seq } from '../api/wire.ts';

/** A part of a thread. Values are never changed in place. */
export interface Window {
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** Events that stand in the thread by themselves, oldest first. */
  readonly notices: readonly Event[];
  readonly hasOlder: boolean;
  /** While true, what is posted now does not belong to this part. */
  readonly hasNewer: boolean;
}

/** The most messages kept in memory for one thread. */
export const WINDOW_MAX = 2_000;

/** An empty thread, whole. */
export const EMPTY: Window = { messages: [], notices: [], hasOlder: false, hasNewer: false };

/** The end of a thread of which nothing is loaded. */
export const UNKNOWN: Window = { messages: [], notices: [], hasOlder: true, hasNewer: false };

/** The part of the thread that a page shows. */
export function windowOf(page: Page): Window {
  return {
    messages: page.messages,
    notices: page.events,
    hasOlder: page.has_older,
    hasNewer: page.has_newer,
  };
}

/** Where a message with this place stands or would stand. */
export function placeOf(messages: readonly Message[], seq: Seq): number {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((messages[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The loaded message at a place. */
export function at(window: Window, seq: Seq): Message | undefined {
  const message = window.messages[placeOf(window.messages, seq)];
  return message?.seq === seq ? message : undefined;
}

/** With a new message, if this part reaches the end of the thread and does not have it yet. */
export function withPost(window: Window, message: Message): Window {
  if (window.hasNewer) return window;
  const place = placeOf(window.messages, message.seq);
  if (window.messages[place]?.seq === message.seq) return window;
  // A message from before the loaded part, seen again.
  if (place === 0 && window.hasOlder) return window;
  return { ...window, messages: window.messages.toSpliced(place, 0, message) };
}

/** With one message changed, if it is loaded. */
export function withMessage(
  window: Window,
  touch: { message: Id; message_seq: Seq },
  change: (message: Message) => Message,
): Window {
  const place = placeOf(window.messages, touch.message_seq);
  const message = window.messages[place];
  if (message?.id !== touch.message) return window;
  const next = change(message);
  return next === message ? window : { ...window, messages: window.messages.with(place, next) };
}

/** With one more line about the group, if this part reaches the end of the thread and does not have it yet. */
export function withNotice(window: Window, notice: Event): Window {
  if (window.hasNewer) return window;
  const last = window.notices.at(-1);
  if (!last || last.seq < notice.seq) return { ...window, notices: [...window.notices, notice] };
  const first = window.messages[0];
  if (window.hasOlder && first && notice.seq < first.seq) return window;
  return { ...window, notices: mergeBySeq(window.notices, [notice], (kept) => kept) };
}

/** With the page just before or just after it. */
export function extend(window: Window, page: Page, side: 'older' | 'newer'): Window {
  return {
    messages: mergeBySeq(window.messages, page.messages, newest),
    notices: mergeBySeq(window.notices, page.events, (kept) => kept),
    hasOlder: side === 'older' ? page.has_older : window.hasOlder,
    hasNewer: side === 'newer' ? page.has_newer : window.hasNewer,
  };
}

/** At most `max` messages: the rest is let go at the far side. */
export function evict(window: Window, far: 'older' | 'newer', max = WINDOW_MAX): Window {
  const { messages } = window;
  if (messages.length <= max) return window;
  if (far === 'older') {
    const kept = messages.slice(-max);
    const from = kept[0]?.seq ?? 0;
    const notices = window.notices.filter((notice) => notice.seq >= from);
    return { ...window, messages: kept, notices, hasOlder: true };
  }
  const kept = messages.slice(0, max);
  const to = kept.at(-1)?.seq ?? 0;
  const notices = window.notices.filter((notice) => notice.seq <= to);
  return { ...window, messages: kept, notices, hasNewer: true };
}

/** Of two states of one message, the later. */
function newest(a: Message, b: Message): Message {
  return b.as_of > a.as_of ? b : a;
}

function mergeBySeq<T extends { seq: Seq }>(
  a: readonly T[],
  b: readonly T[],
  choose: (a: T, b: T) => T,
): T[] {
  const merged = new Map<Seq, T>();
  for (const one of a) merged.set(one.seq, one);
  for (const one of b) {
    const known = merged.get(one.seq);
    merged.set(one.seq, known ? choose(known, one) : one);
  }
  return [...merged.values()].sort((x, y) => x.seq - y.seq);
}
