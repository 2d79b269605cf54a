// What happened to the group, in words.
import type { Event, EventKind, EventOf, Id } from '$lib/api/index.ts';
import { list, t } from '$lib/i18n/index.ts';

/** Names and who reads. */
export interface Readers {
  readonly me: Id;
  nameOf: (id: Id) => string;
}

/** More names than this are counted. */
const NAMED = 3;

/** One line for each thing to say of neighbouring events of one kind. */
export function systemLines(events: readonly Event[], readers: Readers): string[] {
  if (events.length > 1 && isJoining(events)) {
    const authors = unique(events.map((event) => event.author));
    return [t('chat-system-joined-many', { who: namesOf(authors, readers) })];
  }
  if (events.length > 1 && isLeaving(events)) {
    const authors = unique(events.map((event) => event.author));
    return [t('chat-system-left-many', { who: namesOf(authors, readers) })];
  }
  return events.flatMap((event) => lineOf(event, readers) ?? []);
}

function isJoining(events: readonly Event[]): boolean {
  return events[0]?.kind === 'member_joined';
}

function isLeaving(events: readonly Event[]): boolean {
  return events[0]?.kind === 'member_left';
}

/** "Ana, Jonas and 3 others". */
function namesOf(ids: readonly Id[], { me, nameOf }: Readers): string {
  const others = ids.filter((id) => id !== me).map(nameOf);
  const names = others.length < ids.length ? [t('chat-you'), ...others] : others;
  if (names.length <= NAMED) return list(names);
  const shown = names.slice(0, NAMED - 1);
  return list([...shown, t('chat-others', { count: names.length - shown.length })]);
}

function unique(ids: readonly Id[]): Id[] {
  return [...new Set(ids)];
}

/** Words for each kind of event that has a line; the others are seen in messages. */
const LINES: { [K in EventKind]?: (event: EventOf<K>, who: Who, readers: Readers) => string } = {
  group_created: ({ name }, who) => t('chat-system-created', { ...who, name }),
  group_renamed: ({ name }, who) => t('chat-system-renamed', { ...who, name }),
  group_photo_changed: ({ photo }, who) => t(photo ? 'chat-system-photo' : 'chat-system-photo-removed', who),
  newcomers_changed: ({ newcomers }, who) => {
    switch (newcomers.see) {
      case 'everything':
        return t('chat-system-newcomers-everything', who);
      case 'last':
        return t('chat-system-newcomers-last', { ...who, count: newcomers.count });
      case 'from_joining':
        return t('chat-system-newcomers-from-joining', who);
    }
  },
  local_models_only_changed: ({ on }, who) =>
    t(on ? 'chat-system-local-models-only' : 'chat-system-all-models', who),
  settings_right_changed: ({ right }, who) =>
    t(right === 'any_member' ? 'chat-system-right-any' : 'chat-system-right-creator', who),
  seat_changed: ({ assistant, mode }, who, { nameOf }) => {
    const args = { ...who, assistant: nameOf(assistant) };
    switch (mode) {
      case 'auto':
        return t('chat-system-seat-auto', args);
      case 'when_mentioned':
        return t('chat-system-seat-when-mentioned', args);
      case 'off':
        return t('chat-system-seat-off', args);
    }
  },
  member_joined: ({ via, author }, who, { me, nameOf }) =>
    via.by === 'addition' && via.added_by !== author
      ? t('chat-system-joined-added', {
          ...who,
          adder: via.added_by === me ? t('chat-you') : nameOf(via.added_by),
        })
      : t('chat-system-joined', who),
  member_left: (_, who) => t('chat-system-left', who),
  creatorship_passed: ({ to }, _, readers) => t('chat-system-creator', whoIs(to, readers)),
  member_removed: ({ member }, who, readers) =>
    t('chat-system-removed', { ...who, ...whom(member, readers) }),
  removal_undone: ({ member }, who, readers) =>
    t('chat-system-removal-undone', { ...who, ...whom(member, readers) }),
  removal_lifted: ({ member }, who, readers) =>
    t('chat-system-removal-lifted', { ...who, ...whom(member, readers) }),
  invite_reset: (_, who) => t('chat-system-invite-reset', who),
  message_pinned: (_, who) => t('chat-system-pinned', who),
  message_unpinned: (_, who) => t('chat-system-unpinned', who),
  group_deleted: (_, who) => t('chat-system-deleted', who),
};

/** Who did it: `self` is 1 when the reader did. */
interface Who {
  who: string;
  self: number;
}

function whoIs(id: Id, { me, nameOf }: Readers): Who {
  return { who: nameOf(id), self: id === me ? 1 : 0 };
}

function whom(id: Id, { me, nameOf }: Readers): { whom: string; isMe: number } {
  return { whom: nameOf(id), isMe: id === me ? 1 : 0 };
}

function lineOf<K extends EventKind>(event: EventOf<K>, readers: Readers): string | null {
  const line = LINES[event.kind] as ((event: EventOf<K>, who: Who, readers: Readers) => string) | undefined;
  return line?.(event, whoIs(event.author, readers), readers) ?? null;
}
