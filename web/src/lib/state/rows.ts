// The rows of a thread's list: messages with day dividers, the unread divider and lines about the group between them.
import type { Event, Id, Message, Seq } from '../api/wire.ts';
import { overlay, previewOf, touches, type Item } from '../outbox/item.ts';
import type { Window } from './window.ts';

/** Messages of one author join while they are less than this apart. */
const SERIES_MS = 5 * 60_000;

export interface MessageRow {
  kind: 'message';
  key: Id;
  /** As its author wants it: with unsent changes done. */
  message: Message;
  isMine: boolean;
  mentionsMe: boolean;
  startsSeries: boolean;
  endsSeries: boolean;
  /** A post that the server has not acknowledged, or refused. */
  sending: Item | null;
  /** Edits, reactions and deletes of this message that are on their way, or were refused. */
  unsent: readonly Item[];
}
export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: 'unread'; count: number }
  | { kind: 'system'; key: string; events: readonly Event[] }
  /** A call that waits until other answers have ended; `place` 1 is the next. */
  | { kind: 'queued'; key: string; assistant: Id; place: number }
  | MessageRow;

/** What the rows are made of. */
export interface Scene {
  window: Window;
  /** Unsent actions of this group, in order. */
  items: readonly Item[];
  me: Id;
  /** Where the unread divider stands: before the first message or line from this place on. */
  divider: { seq: Seq; count: number } | null;
  /** Calls that wait for their turn, the next first. */
  queued?: readonly (readonly [call: Id, assistant: Id])[];
}

const NONE: readonly Item[] = [];

/** Makes rows; a row that says the same as before is the same object, so that the list draws only what changed. */
export class RowMaker {
  #before = new Map<string, Row>();

  make(scene: Scene): readonly Row[] {
    const rows = this.#keep(build(scene));
    this.#before = new Map(rows.map((row) => [row.key, row]));
    return rows;
  }

  #keep(rows: readonly Row[]): Row[] {
    return rows.map((row) => {
      const known = this.#before.get(row.key);
      return known && isSame(known, row) ? known : row;
    });
  }
}

interface Entry {
  at: number;
  seq: Seq;
  message: Message | null;
  notice: Event | null;
  sending: Item | null;
}

function build({ window, items, me, divider, queued = [] }: Scene): Row[] {
  const rows: Row[] = [];
  let day = '';
  let isDivided = divider === null;
  let last: MessageRow | null = null;
  const changes = items.filter((item) => item.action.kind !== 'post');
  for (const entry of entries(window, items, me)) {
    const date = new Date(entry.at);
    const name = `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
    let isCut = false;
    if (name !== day) {
      day = name;
      isCut = rows.push({ kind: 'day', key: `day ${name}`, at: startOf(date) }) > 0;
    }
    if (!isDivided && divider && entry.seq >= divider.seq) {
      isDivided = true;
      isCut = rows.push({ kind: 'unread', key: 'unread', count: divider.count }) > 0;
    }
    if (entry.notice) {
      addNotice(rows, entry.notice, isCut);
      last = null;
      continue;
    }
    if (!entry.message) continue;
    const row = rowOf(entry.message, entry.sending, changes, me);
    if (!isCut && last && joins(last.message, row.message)) {
      row.startsSeries = false;
      last.endsSeries = false;
    }
    rows.push(row);
    last = row;
  }
  if (!window.hasNewer) {
    queued.forEach(([call, assistant], index) =>
      rows.push({ kind: 'queued', key: `queued ${call}`, assistant, place: index + 1 }),
    );
  }
  return unique(rows);
}

/** Messages and lines in one order, and at the end what is not sent yet. */
function entries(window: Window, items: readonly Item[], me: Id): Entry[] {
  const list: Entry[] = [];
  const notices = window.notices;
  let next = 0;
  const noticesBefore = (seq: Seq) => {
    for (let notice = notices[next]; notice && notice.seq < seq; notice = notices[++next]) {
      list.push({ at: Date.parse(notice.at), seq: notice.seq, message: null, notice, sending: null });
    }
  };
  const known = new Set<Id>();
  for (const message of window.messages) {
    noticesBefore(message.seq);
    known.add(message.id);
    list.push({ at: Date.parse(message.at), seq: message.seq, message, notice: null, sending: null });
  }
  noticesBefore(Infinity);
  if (window.hasNewer) return list;
  for (const item of items) {
    const message = known.has(item.id) ? null : previewOf(item, me);
    if (message) list.push({ at: item.madeAt, seq: message.seq, message, notice: null, sending: item });
  }
  return list;
}

function rowOf(message: Message, sending: Item | null, changes: readonly Item[], me: Id): MessageRow {
  const unsent = changes.length === 0 ? NONE : changes.filter((item) => touches(item, message.id));
  const shown = unsent.length === 0 ? message : overlay(message, unsent, me);
  return {
    kind: 'message',
    key: message.id,
    message: shown,
    isMine: message.author === me,
    mentionsMe: shown.body?.mentions.some((mention) => mention.profile === me) ?? false,
    startsSeries: true,
    endsSeries: true,
    sending,
    unsent: unsent.length === 0 ? NONE : unsent,
  };
}

function joins(before: Message, after: Message): boolean {
  if (before.author !== after.author || before.answer || after.answer) return false;
  return Date.parse(after.at) - Date.parse(before.at) < SERIES_MS;
}

function addNotice(rows: Row[], notice: Event, isCut: boolean): void {
  const last = rows.at(-1);
  if (!isCut && last?.kind === 'system' && last.events[0]?.kind === notice.kind) {
    rows[rows.length - 1] = { ...last, events: [...last.events, notice] };
  } else {
    rows.push({ kind: 'system', key: `event ${notice.seq}`, events: [notice] });
  }
}

/** A clock that was turned back can bring the same day twice. */
function unique(rows: Row[]): Row[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    if (row.kind !== 'day') return row;
    let key = row.key;
    while (seen.has(key)) key += ' again';
    seen.add(key);
    return key === row.key ? row : { ...row, key };
  });
}

function startOf(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function isSame(a: Row, b: Row): boolean {
  if (a.kind !== b.kind) return false;
  const [left, right] = [Object.entries(a), b as unknown as Record<string, unknown>];
  return left.every(
    ([name, value]) => value === right[name] || (isList(value) && isSameList(value, right[name])),
  );
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isSameList(a: readonly unknown[], b: unknown): boolean {
  return isList(b) && a.length === b.length && a.every((one, i) => one === b[i]);
}
