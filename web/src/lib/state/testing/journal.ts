// Random journals and a server in miniature, for property tests.
import fc from 'fast-check';
import type { Event, EventFields, EventKind, Group, Id, Message, Page, Seq } from '../../api/wire.ts';
import { reduce, type Journal } from '../reduce.ts';
import { EMPTY } from '../window.ts';

export const GROUP = 'g1';
export const PEOPLE = ['ana', 'ben', 'cleo'];
export const ASSISTANT = 'tulia';
const EMOJI = ['👍', '✋🏻', '✋️', '❤️', '🇵🇹'];

/** A group before its first event. */
export function unborn(group: Id = GROUP): Group {
  return {
    id: group,
    epoch: 1,
    seq: 0,
    created_at: '',
    creator: '',
    name: '',
    photo: null,
    members: [],
    removed: [],
    seats: [],
    newcomers: { see: 'everything' },
    settings_right: 'any_member',
    local_models_only: false,
    pins: [],
    deleted: false,
  };
}

/** The state that a whole journal makes. */
export function stateOf(events: readonly Event[]): Journal {
  const first = events[0];
  return events.reduce(reduce, { group: unborn(first?.group), window: EMPTY });
}

/** The time of a place in a test's journal: one minute per event. */
export function timeOf(seq: Seq): string {
  return new Date(Date.UTC(2026, 0, 1, 9, 0) + seq * 60_000).toISOString();
}

/** One event with its stamp. */
export function event<K extends EventKind>(
  seq: Seq,
  kind: K,
  fields: EventFields[K],
  author: Id = 'ana',
  group: Id = GROUP,
): Event {
  // The fields belong to the kind, which the compiler cannot follow through a spread.
  return { group, seq, at: timeOf(seq), author, kind, ...fields } as unknown as Event;
}

/** A message as posted. */
export function said(seq: Seq, text: string, author: Id = 'ana', more: object = {}): Event {
  const body = { text, mentions: [] };
  return event(
    seq,
    'message_posted',
    { message: `m${seq}`, reply_to: null, forwarded: false, body, ...more },
    author,
  );
}

/** The first events of every test's journal: a group of three with an assistant. */
export function founding(): Event[] {
  const seats = [{ assistant: ASSISTANT, mode: 'auto' as const, model: null }];
  return [
    event(1, 'group_created', { name: 'Lisbon', photo: null, seats }),
    event(2, 'member_joined', { via: { by: 'creating' }, sees_from: 1, profile: null }),
    event(3, 'member_joined', { via: { by: 'invite', invite: 'i1' }, sees_from: 1, profile: null }, 'ben'),
    event(4, 'member_joined', { via: { by: 'invite', invite: 'i1' }, sees_from: 1, profile: null }, 'cleo'),
  ];
}

interface Choice {
  what: number;
  who: number;
  which: number;
  emoji: number;
}

/** Journals of every kind of event, as the rules would allow them or nearly so: the reducer never fails. */
export function journals(max = 120): fc.Arbitrary<Event[]> {
  const choice = fc.record({
    what: fc.nat(999),
    who: fc.nat(2),
    which: fc.nat(9_999),
    emoji: fc.nat(EMOJI.length - 1),
  });
  return fc.array(choice, { minLength: 1, maxLength: max }).map((choices) => {
    const events = founding();
    for (const one of choices) events.push(next(events, one));
    return events;
  });
}

function next(events: readonly Event[], { what, who, which, emoji }: Choice): Event {
  const seq = events.length + 1;
  const author = PEOPLE[who] ?? 'ana';
  const places = events.flatMap((e) =>
    e.kind === 'message_posted' || e.kind === 'run_began' ? [e.seq] : [],
  );
  const place = places[which % Math.max(1, places.length)];
  if (place === undefined || what < 350) return said(seq, `text ${seq}`, author);
  const touch = { message: `m${place}`, message_seq: place };
  const isDeleted = events.some((e) => e.kind === 'message_deleted' && e.message_seq === place);
  // The rules allow one deletion of a message.
  if (isDeleted && what >= 430 && what < 490) return said(seq, `text ${seq}`, author);
  if (what < 430)
    return event(
      seq,
      'message_edited',
      { ...touch, version: seq, body: { text: `edit ${seq}`, mentions: [] } },
      author,
    );
  if (what < 490) return event(seq, 'message_deleted', touch, author);
  if (what < 600) return event(seq, 'reaction_added', { ...touch, emoji: EMOJI[emoji] ?? '👍' }, author);
  if (what < 660) return event(seq, 'reaction_removed', { ...touch, emoji: EMOJI[emoji] ?? '👍' }, author);
  if (what < 720) return event(seq, 'message_pinned', touch, author);
  if (what < 750) return event(seq, 'message_unpinned', touch, author);
  if (what < 820) return event(seq, 'run_began', { run: runOf(seq, touch.message, author) }, ASSISTANT);
  if (what < 890) return ended(seq, touch);
  if (what < 910) return event(seq, 'group_renamed', { name: `name ${seq}` }, author);
  if (what < 920)
    return event(seq, 'seat_changed', { assistant: ASSISTANT, mode: 'off', model: null }, author);
  if (what < 930) return event(seq, 'newcomers_changed', { newcomers: { see: 'last', count: seq } }, author);
  if (what < 932) return event(seq, 'local_models_only_changed', { on: seq % 2 === 0 }, author);
  if (what < 935) return event(seq, 'settings_right_changed', { right: 'creator_only' }, author);
  if (what < 940) return event(seq, 'group_photo_changed', { photo: `p${seq}` }, author);
  if (what < 950) return event(seq, 'member_removed', { member: PEOPLE[which % 3] ?? 'ben' }, author);
  if (what < 960) return event(seq, 'removal_undone', { member: PEOPLE[which % 3] ?? 'ben' }, author);
  if (what < 965) return event(seq, 'removal_lifted', { member: PEOPLE[which % 3] ?? 'ben' }, author);
  if (what < 970) return event(seq, 'member_left', {}, author);
  if (what < 975) return event(seq, 'creatorship_passed', { to: author }, author);
  if (what < 980) return event(seq, 'invite_reset', { invite: 'i1' }, author);
  if (what < 990)
    return event(
      seq,
      'member_joined',
      { via: { by: 'addition', added_by: 'ana' }, sees_from: seq, profile: null },
      author,
    );
  return event(seq, 'hidden', {}, author);
}

function runOf(seq: Seq, call: Id, answers: Id) {
  const origin = { origin: 'call' as const };
  const more = { model: null, model_name: 'Small', origin, began_at: timeOf(seq) };
  return { run: `r${seq}`, message: `m${seq}`, assistant: ASSISTANT, call, answers, ...more };
}

function ended(seq: Seq, touch: { message: Id; message_seq: Seq }): Event {
  const usage = { prompt_tokens: 1, cached_tokens: 0, completion_tokens: 2, estimated: false };
  const outcome = { outcome: 'finished' as const };
  return event(
    seq,
    'run_ended',
    { ...touch, body: { text: `answer ${seq}`, mentions: [] }, outcome, usage },
    ASSISTANT,
  );
}

/** Messages as the server would say them at `head`: `as_of` is the head. */
export function asOf(messages: readonly Message[], head: Seq): Message[] {
  return messages.map((message) => ({ ...message, as_of: head }));
}

/** The answer to a request for a page, as the server would give it when its journal has these events. */
export function pageOf(
  events: readonly Event[],
  query: { before?: Seq; after?: Seq; around?: Seq; limit: number },
): Page {
  const { group, window } = stateOf(events);
  const all = asOf(window.messages, group.seq);
  let [from, to] = [Math.max(0, all.length - query.limit), all.length];
  if (query.before !== undefined) {
    const before = query.before;
    to = all.filter((message) => message.seq < before).length;
    from = Math.max(0, to - query.limit);
  } else if (query.after !== undefined) {
    const after = query.after;
    from = all.filter((message) => message.seq <= after).length;
    to = Math.min(all.length, from + query.limit);
  } else if (query.around !== undefined) {
    const around = query.around;
    const middle = all.filter((message) => message.seq < around).length;
    from = Math.max(0, middle - Math.floor(query.limit / 2));
    to = Math.min(all.length, from + query.limit);
  }
  const messages = all.slice(from, to);
  const [hasOlder, hasNewer] = [from > 0, to < all.length];
  const start = hasOlder ? (query.after !== undefined ? query.after + 1 : (messages[0]?.seq ?? 0)) : 0;
  const end = hasNewer
    ? query.before !== undefined
      ? query.before - 1
      : (messages.at(-1)?.seq ?? 0)
    : group.seq;
  const events_ = window.notices.filter((notice) => notice.seq >= start && notice.seq <= end);
  return {
    messages,
    profiles: [],
    partials: [],
    head: group.seq,
    has_older: hasOlder,
    has_newer: hasNewer,
    events: events_,
  };
}
