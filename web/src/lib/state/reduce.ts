// What follows from an event: for the group, for the loaded part of its thread, for one message. Pure, and equal to
// `Group::apply` and `Thread::apply` of the server: both pass `fixtures/journals`.
import type { Event, EventKind, EventOf, Group, Message } from '../api/wire.ts';
import * as creatorship_passed from './events/creatorship_passed.ts';
import * as group_created from './events/group_created.ts';
import * as group_deleted from './events/group_deleted.ts';
import * as group_photo_changed from './events/group_photo_changed.ts';
import * as group_renamed from './events/group_renamed.ts';
import * as invite_reset from './events/invite_reset.ts';
import * as local_models_only_changed from './events/local_models_only_changed.ts';
import * as member_joined from './events/member_joined.ts';
import * as member_left from './events/member_left.ts';
import * as member_removed from './events/member_removed.ts';
import * as message_deleted from './events/message_deleted.ts';
import * as message_edited from './events/message_edited.ts';
import * as message_pinned from './events/message_pinned.ts';
import * as message_posted from './events/message_posted.ts';
import * as message_unpinned from './events/message_unpinned.ts';
import * as newcomers_changed from './events/newcomers_changed.ts';
import * as reaction_added from './events/reaction_added.ts';
import * as reaction_removed from './events/reaction_removed.ts';
import * as removal_lifted from './events/removal_lifted.ts';
import * as removal_undone from './events/removal_undone.ts';
import * as run_began from './events/run_began.ts';
import * as run_ended from './events/run_ended.ts';
import * as seat_changed from './events/seat_changed.ts';
import * as settings_right_changed from './events/settings_right_changed.ts';
import type { Target } from './target.ts';
import { withMessage, withNotice, withPost, type Window } from './window.ts';

type Shown = Exclude<EventKind, 'hidden'>;

const KINDS: { [K in Shown]: { apply: (on: Target, event: EventOf<K>) => void; component: string } } = {
  creatorship_passed,
  group_created,
  group_deleted,
  group_photo_changed,
  group_renamed,
  invite_reset,
  local_models_only_changed,
  member_joined,
  member_left,
  member_removed,
  message_deleted,
  message_edited,
  message_pinned,
  message_posted,
  message_unpinned,
  newcomers_changed,
  reaction_added,
  reaction_removed,
  removal_lifted,
  removal_undone,
  run_began,
  run_ended,
  seat_changed,
  settings_right_changed,
};

/** Whether this build knows what the event means. A newer server may say more; such events only take up their place. */
export function isKnown(event: Event): boolean {
  return event.kind === 'hidden' || Object.hasOwn(KINDS, event.kind);
}

/** The component that shows events of a kind, below `src/features/chat`. */
export function componentOf(kind: Shown): string {
  return KINDS[kind].component;
}

function apply(on: Target, event: Event): void {
  if (event.kind === 'hidden' || !isKnown(event)) return;
  // The table pairs each kind with its own event, which the compiler cannot follow through the lookup.
  const { apply: act } = KINDS[event.kind] as { apply: (on: Target, event: Event) => void };
  act(on, event);
}

const IGNORE: Target = { group: () => {}, post: () => {}, message: () => {}, notice: () => {} };

/** The group after `event`. An event that it has taken is ignored. */
export function reduceGroup(group: Group, event: Event): Group {
  if (event.seq <= group.seq) return group;
  let next = group;
  apply({ ...IGNORE, group: (change) => (next = change(next)) }, event);
  return { ...next, seq: event.seq };
}

/** The loaded part of a thread after `event`. What lies outside of it is ignored: a page that brings it knows. */
export function reduceWindow(window: Window, event: Event): Window {
  let next = window;
  const target: Target = {
    ...IGNORE,
    post: (message) => (next = withPost(next, message)),
    message: (touch, change) => (next = withMessage(next, touch, (message) => step(message, event, change))),
    notice: (notice) => (next = withNotice(next, notice)),
  };
  apply(target, event);
  return next;
}

/** One message after `event`; itself where the event does not concern it or is part of it already. */
export function reduceMessage(message: Message, event: Event): Message {
  let next = message;
  const change: Target['message'] = (touch, how) => {
    if (touch.message === message.id) next = step(next, event, how);
  };
  apply({ ...IGNORE, message: change }, event);
  return next;
}

/** The message that `event` puts into the thread, if it puts one. */
export function postedBy(event: Event): Message | null {
  let posted: Message | null = null;
  apply({ ...IGNORE, post: (message) => (posted = message) }, event);
  return posted;
}

/** Whether `event` stands in the thread by itself. */
export function isNotice(event: Event): boolean {
  let is = false;
  apply({ ...IGNORE, notice: () => (is = true) }, event);
  return is;
}

function step(message: Message, event: Event, change: (message: Message) => Message): Message {
  if (event.seq <= message.as_of) return message;
  const next = change(message);
  return next === message ? message : { ...next, as_of: event.seq };
}

/** The whole state of a group whose journal is read from its beginning. */
export interface Journal {
  group: Group;
  window: Window;
}

/** Both at once, for tests and for readers of a whole journal. */
export function reduce(state: Journal, event: Event): Journal {
  return { group: reduceGroup(state.group, event), window: reduceWindow(state.window, event) };
}
