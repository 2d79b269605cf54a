// A server in miniature behind `fetch` and `WebSocket`: one journal, the rules of resuming, and switches for what can go wrong.
import type {
  ClientFrame,
  Event,
  GoneReason,
  GroupView,
  Id,
  Instance,
  Me,
  Partial,
  Preferences,
  Profile,
  ServerFrame,
} from '../../api/wire.ts';
import type { SocketLike } from '../../live/host.ts';
import { ASSISTANT, GROUP, pageOf, PEOPLE, stateOf, timeOf } from './journal.ts';

export const profileOf = (id: Id): Profile => ({
  id,
  kind: id === ASSISTANT ? 'assistant' : 'person',
  username: id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  photo: null,
});
export const meOf = (id: Id): Me => ({
  profile: profileOf(id),
  is_guest: false,
  is_administrator: false,
  settings: { locale: null, time_zone: null, hide_presence: false, hide_reads: false },
});
export const INSTANCE: Instance = {
  name: 'Home',
  needs_setup: false,
  sign_up: 'by_invite',
  guests_allowed: true,
  assistant: profileOf(ASSISTANT),
  ai: { available: true, model_names: ['Small'] },
  insecure: false,
  member_limit: 20,
  version: '0.1.0',
  limits: { text_chars: 32_000, photo_bytes: 1 },
};

interface Line {
  socket: FakeSocket;
  me: Id;
}

class FakeSocket implements SocketLike {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly #hear: (frame: ClientFrame) => void;
  readonly #closed: () => void;

  constructor(hear: (frame: ClientFrame) => void, closed: () => void) {
    this.#hear = hear;
    this.#closed = closed;
  }
  send(text: string): void {
    this.#hear(JSON.parse(text) as ClientFrame);
  }
  close(): void {
    this.#closed();
  }
}

export class FakeServer {
  /** The journals, by group. */
  journals = new Map<Id, Event[]>();
  /** Who the cookie belongs to. */
  cookie: Id | null = 'ana';
  isUp = true;
  version = 'web-1';
  partials: Partial[] = [];
  preferences: Preferences = { mute: null, is_pinned: false, is_archived: false, unread_from: null };
  reads = new Map<Id, number>();
  /** Groups that are no more, and what is said of them to whoever still knows them. */
  gone = new Map<Id, GoneReason>();
  /** Frames that clients sent. */
  heard: ClientFrame[] = [];
  /** Requests that clients made: verb and path. */
  asked: string[] = [];
  /** Answers the frames of a client otherwise; return true if handled. */
  intercept: (frame: ClientFrame, say: (frame: ServerFrame) => void) => boolean = () => false;
  /** Requests that fail for now. */
  fails: (call: string) => boolean = () => false;
  #lines = new Set<Line>();

  constructor(events: readonly Event[] = []) {
    this.journals.set(GROUP, [...events]);
  }

  get events(): Event[] {
    return this.journals.get(GROUP) ?? [];
  }

  /** Appends to the journal and tells every connection. `isLost`: the connections are not told. */
  append(event: Event, isLost = false): Event {
    const journal = this.journals.get(event.group) ?? [];
    this.journals.set(event.group, [...journal, event]);
    if (!isLost) this.say({ type: 'event', event });
    return event;
  }

  /** A group is nobody's any more; of some the server does not know why. */
  lose(group: Id, reason: GoneReason | 'unknown'): void {
    this.journals.delete(group);
    if (reason !== 'unknown') this.gone.set(group, reason);
  }

  /** Says a frame to every connection. */
  say(frame: ServerFrame): void {
    for (const { socket } of this.#lines) socket.onmessage?.({ data: JSON.stringify(frame) });
  }

  /** Ends every connection. */
  drop(code = 1006): void {
    const lines = [...this.#lines];
    this.#lines.clear();
    for (const { socket } of lines) socket.onclose?.({ code });
  }

  view(me: Id, group: Id): GroupView {
    const { group: state, window } = stateOf(this.journals.get(group) ?? []);
    const read = this.reads.get(me) ?? 0;
    const open = window.messages.filter((m) => m.author !== me && !m.deleted && m.seq > read);
    const mine = new Set(window.messages.filter((m) => m.author === me).map((m) => m.id));
    const mentions = open.filter(
      (m) =>
        m.body?.mentions.some((one) => one.profile === me) || (m.reply_to !== null && mine.has(m.reply_to)),
    ).length;
    return {
      group: state,
      profiles: [...PEOPLE, ASSISTANT].map(profileOf),
      sees_from: 1,
      read_seq: read,
      reads: [...this.reads].filter(([id]) => id !== me).map(([profile, seq]) => ({ profile, seq })),
      unread: { count: open.length, mentions, first: open[0]?.seq ?? null },
      preferences: this.preferences,
      last: window.messages.findLast((m) => !m.deleted) ?? null,
      partials: this.partials,
      online: [],
      requests: 0,
    };
  }

  socket = (): SocketLike => {
    const me = this.cookie;
    const line: Line = {
      me: me ?? '',
      socket: new FakeSocket(
        (frame) => this.#hear(line, frame),
        () => this.#lines.delete(line),
      ),
    };
    queueMicrotask(() => {
      if (!this.isUp) line.socket.onclose?.({ code: 1006 });
      else if (!me) line.socket.onclose?.({ code: 4001 });
      else {
        this.#lines.add(line);
        line.socket.onopen?.();
      }
    });
    return line.socket;
  };

  #hear(line: Line, frame: ClientFrame): void {
    if (!this.#lines.has(line)) return;
    this.heard.push(frame);
    const say = (answer: ServerFrame) => line.socket.onmessage?.({ data: JSON.stringify(answer) });
    if (this.intercept(frame, say)) return;
    if (frame.type === 'resume') {
      const me = meOf(line.me);
      say({
        type: 'welcome',
        connection: 1,
        now: timeOf(0),
        me,
        instance: INSTANCE,
        version: this.version,
      });
      for (const group of this.journals.keys()) {
        const known = frame.positions.find((position) => position.group === group);
        this.#catchUp(line.me, group, known?.epoch ?? 0, known?.seq ?? 0, say);
      }
      for (const { group } of frame.positions) {
        const reason = this.gone.get(group);
        if (reason) say({ type: 'gone', group, reason });
      }
      say({ type: 'caught_up' });
    } else if (frame.type === 'catch_up') this.#catchUp(line.me, frame.group, frame.epoch, frame.seq, say);
    else if (frame.type === 'partial') {
      const partial = this.partials.find((one) => one.message === frame.message);
      if (partial) say({ type: 'partial', group: frame.group, partial });
    } else if (frame.type === 'post') {
      const journal = this.journals.get(frame.group) ?? [];
      const known = journal.find(
        (event) => event.kind === 'message_posted' && event.message === frame.message,
      );
      const seq = known?.seq ?? journal.length + 1;
      const stamp = { group: frame.group, seq, at: timeOf(seq), author: line.me };
      const { message, body = null, reply_to = null } = frame;
      const posted = { ...stamp, kind: 'message_posted', message, reply_to, forwarded: false, body } as const;
      if (!known) this.append(posted);
      say({ type: 'ack', ref: frame.ref, seq });
    } else if (frame.type === 'read') {
      this.reads.set(line.me, Math.max(frame.seq, this.reads.get(line.me) ?? 0));
      const { unread_from } = this.preferences;
      if (unread_from !== null && frame.seq >= unread_from)
        this.preferences = { ...this.preferences, unread_from: null };
    }
  }

  #catchUp(me: Id, group: Id, epoch: number, seq: number, say: (frame: ServerFrame) => void): void {
    const journal = this.journals.get(group) ?? [];
    const isKnown = epoch === 1 && seq <= journal.length;
    if (!isKnown) say({ type: 'group', view: this.view(me, group) });
    else for (const event of journal.slice(seq)) say({ type: 'event', event });
    say({ type: 'caught_up', group, seq: journal.length });
  }

  fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input), 'http://chat.example');
    const path = url.pathname.replace('/api/v1', '');
    const call = `${init?.method ?? 'GET'} ${path}`;
    this.asked.push(call + url.search);
    await Promise.resolve();
    init?.signal?.throwIfAborted();
    if (!this.isUp) throw new TypeError('fetch failed');
    if (this.fails(call)) return refuse('internal', 503);
    if (call === 'GET /instance') return Response.json(INSTANCE);
    if (call === 'GET /visit' && !this.cookie) return Response.json({ instance: INSTANCE, me: null });
    if (call === 'POST /sessions') {
      const { username } = JSON.parse(String(init?.body)) as { username: string };
      this.cookie = username;
    }
    if (call === 'DELETE /sessions/current') {
      this.cookie = null;
      return new Response(null, { status: 204 });
    }
    if (!this.cookie) return refuse('signed-out', 401);
    return this.#answer(call, path, url.searchParams, init, this.cookie);
  };

  #answer(
    call: string,
    path: string,
    query: URLSearchParams,
    init: RequestInit | undefined,
    me: Id,
  ): Response {
    if (call === 'GET /visit') return Response.json({ instance: INSTANCE, me: meOf(me) });
    if (call === 'GET /me' || call === 'POST /sessions') return Response.json(meOf(me));
    if (call === 'GET /additions' || call === 'GET /sessions') return Response.json([]);
    if (call === 'GET /groups')
      return Response.json([...this.journals.keys()].map((id) => this.view(me, id)));
    const [, , group = '', thing, message, what, emoji] = path.split('/');
    const journal = this.journals.get(group);
    if (!journal) return refuse('not-found', 404);
    if (thing === 'preferences') {
      this.preferences = { ...this.preferences, ...(JSON.parse(String(init?.body)) as object) };
      return Response.json({ preferences: this.preferences, unread: this.view(me, group).unread });
    }
    if (call === `GET /groups/${group}`) return Response.json(this.view(me, group));
    if (thing === 'messages' && !message) {
      const [before, after, around] = ['before', 'after', 'around'].map((name) =>
        placeIn(journal, query.get(name)),
      );
      const limit = Number(query.get('limit'));
      const part = { ...(before && { before }), ...(after && { after }), ...(around && { around }) };
      const page = pageOf(journal, { ...part, limit });
      return Response.json({
        ...page,
        profiles: [...PEOPLE, ASSISTANT].map(profileOf),
        partials: this.partials,
      });
    }
    const found = stateOf(journal).window.messages.find((one) => one.id === message);
    if (!found) return refuse('no-such-message', 404);
    if (call.startsWith('GET')) return Response.json({ message: found, profiles: [] });
    const seq = journal.length + 1;
    const stamp = { group, seq, at: timeOf(seq), author: me, message: found.id, message_seq: found.seq };
    if (what === 'reactions') {
      const kind = call.startsWith('PUT') ? 'reaction_added' : 'reaction_removed';
      this.append({ ...stamp, kind, emoji: decodeURIComponent(emoji ?? '') });
    } else if (call.startsWith('DELETE')) this.append({ ...stamp, kind: 'message_deleted' });
    else if (call.startsWith('PATCH')) {
      const { body } = JSON.parse(String(init?.body)) as { body: { text: string; mentions: [] } };
      this.append({ ...stamp, kind: 'message_edited', version: found.version + 1, body });
    }
    return Response.json({ seq });
  }
}

function placeIn(journal: readonly Event[], place: string | null): number | undefined {
  if (place === null) return undefined;
  const message = stateOf(journal).window.messages.find((one) => one.id === place);
  return message?.seq ?? Number(place);
}

function refuse(slug: string, status: number): Response {
  const body = { type: `/problems/${slug}`, title: '', status, detail: '', request_id: 'r' };
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json' } });
}
