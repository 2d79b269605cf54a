/** Groups for the gallery and the tests: an app without a server, whose answers are given. */
import type {
  GroupView,
  Id,
  Instance,
  Invite,
  Message,
  Newcomers,
  Profile,
  SettingsRight,
} from '$lib/api/index.ts';
import type { Host } from '$lib/live/host.ts';
import { App } from '$lib/state/app.svelte.ts';
import type { GroupState } from '$lib/state/index.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** So long ago, as the wire says it. */
export const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();

function person(id: Id, name: string, username: string, kind: Profile['kind'] = 'person'): Profile {
  return { id, kind, username, name, photo: null };
}

export const ANA = person('p-ana', 'Ana', 'ana');
export const JONAS = person('p-jonas', 'Jonas', 'jonas.b');
export const SEOYEON = person('p-seoyeon', '김서연', 'seoyeon');
export const LAYLA = person('p-layla', 'ليلى', 'layla', 'guest');
export const MIA = person('p-mia', 'Mia', 'mia_2');
export const LONG = person('p-long', 'Maximiliane von Hohenstein-Wittgenbach', 'maximiliane.hohenstein');
export const TULIA = person('p-tulia', 'Tulia', 'tulia', 'assistant');

/** An answer to a request; `undefined` is no content. A thrown error is a server that does not answer. */
export type Answers = (call: string, body: unknown) => unknown;

/** Everything that the panel asks for, in one group with much going on. */
export const usualAnswers: Answers = (call) => {
  if (call.endsWith('/invites'))
    return [link('l1'), link('l2', { approval: true, max_uses: 5, uses: 2, expires_at: ago(-3 * DAY_MS) })];
  if (call.endsWith('/requests')) return [{ profile: MIA, at: ago(4 * MINUTE_MS) }];
  if (call.endsWith('/additions')) return [{ profile: LONG, added_by: ANA.id, at: ago(2 * HOUR_MS) }];
  if (call.endsWith('/models')) {
    return [
      { id: 'm1', name: 'Standard 4', class: 'standard', is_default: true },
      { id: 'm2', name: 'Deep 4', class: 'deep', is_default: false },
    ];
  }
  if (call.endsWith('/pins')) return page([pinned('m-1'), pinned('m-2')]);
  return undefined;
};

/** A link; open, and for anybody. */
export function link(id: Id, more: Partial<Invite> = {}): Invite {
  const terms = {
    expires_at: null,
    max_uses: null,
    uses: 0,
    approval: false,
    newcomers: { see: 'everything' as const },
    is_open: true,
  };
  const address = `https://tertulia.example/join#${id}-7f3kq9v2m8x4t6w1`;
  return { id, link: address, created_by: ANA.id, created_at: ago(DAY_MS), ...terms, ...more };
}

function page(messages: Message[]) {
  return {
    messages,
    profiles: [ANA, JONAS, TULIA],
    partials: [],
    head: 90,
    has_older: false,
    has_newer: false,
    events: [],
  };
}

/** A message of the group. */
export function said(id: Id, author: Profile, text: string, more: Partial<Message> = {}): Message {
  const nothing = { reply_to: null, forwarded: false, edited_at: null, deleted: null, answer: null };
  return {
    ...{ id, group: 'g-lisbon', seq: 40, as_of: 90, at: ago(3 * HOUR_MS), author: author.id, version: 0 },
    ...nothing,
    ...{ body: { text, mentions: [] }, reactions: [] },
    ...more,
  };
}

function pinned(id: Id): Message {
  const text =
    id === 'm-1'
      ? 'The flat: **Rua da Bica 12**, third floor. Key box `4711`, the left one.'
      : '| Train | Leaves |\n|---|---|\n| early | 07:39 |\n| late | 09:12 |\n\nThe early one is quieter, and it leaves us the whole day in Sintra; tickets are sold at the counter and at the machines, which take cards but no coins.';
  return said(id, id === 'm-1' ? JONAS : ANA, text);
}

/** What is special about a sample. */
export interface Sample {
  me?: Profile;
  answers?: Answers;
  right?: SettingsRight;
  newcomers?: Newcomers;
  muted?: boolean;
  pins?: boolean;
  isAlone?: boolean;
  isAdministrator?: boolean;
  hasModel?: boolean;
  isOffline?: boolean;
  people?: readonly Profile[];
}

/** An app with one group. */
export function sampleApp(sample: Sample = {}): { app: App; group: GroupState } {
  const { me = ANA, answers = usualAnswers } = sample;
  const app = new App(hostOf(answers));
  app.profiles.learn([ANA, JONAS, SEOYEON, LAYLA, MIA, LONG, TULIA]);
  const settings = { locale: null, time_zone: null, hide_presence: false, hide_reads: false };
  app.session.me = {
    profile: me,
    is_guest: false,
    is_administrator: sample.isAdministrator ?? false,
    settings,
  };
  app.session.instance = instance(sample.hasModel ?? true);
  app.session.status = 'signed-in';
  app.connection.isLate = sample.isOffline ?? false;
  return { app, group: app.groups.put(viewOf(sample), 'socket') };
}

function instance(hasModel: boolean): Instance {
  return {
    ...{ name: 'Home', needs_setup: false, sign_up: 'by_invite', guests_allowed: true, assistant: TULIA },
    ai: { available: hasModel, model_names: hasModel ? ['Standard 4'] : [] },
    ...{ insecure: false, member_limit: 20, version: '1' },
    limits: { text_chars: 32_000, photo_bytes: 10_000_000 },
  };
}

function viewOf(sample: Sample): GroupView {
  const people = sample.people ?? (sample.isAlone ? [ANA] : [ANA, JONAS, SEOYEON, LAYLA]);
  const member = (profile: Id, place: number) => ({
    ...{ profile, joined_at: ago(30 * DAY_MS - place * HOUR_MS), joined_seq: place + 2, sees_from: 1 },
  });
  const pin = (message: Id, by: Id) => ({ message, message_seq: 40, by, at: ago(HOUR_MS) });
  return {
    group: {
      ...{ id: 'g-lisbon', epoch: 1, seq: 90, created_at: ago(30 * DAY_MS), creator: ANA.id },
      ...{ name: 'Weekend in Lisbon', photo: null, deleted: false },
      members: people.map(({ id }, place) => member(id, place)),
      removed: sample.isAlone ? [] : [{ ...member(MIA.id, 9), by: JONAS.id, at: ago(2 * DAY_MS) }],
      seats: [{ assistant: TULIA.id, mode: 'auto', model: null }],
      newcomers: sample.newcomers ?? { see: 'everything' },
      local_models_only: false,
      settings_right: sample.right ?? 'any_member',
      pins: sample.pins === false ? [] : [pin('m-1', JONAS.id), pin('m-2', ANA.id)],
    },
    ...{ profiles: [...people, MIA, TULIA], sees_from: 1, read_seq: 90, reads: [] },
    unread: { count: 0, mentions: 0, first: null },
    preferences: {
      mute: sample.muted ? { until: ago(-8 * HOUR_MS), except_mentions: true } : null,
      ...{ is_pinned: false, is_archived: false, unread_from: null },
    },
    ...{ last: null, partials: [], requests: sample.isAlone ? 0 : 1 },
    online: [
      { profile: ANA.id, state: 'online', last_seen: null },
      { profile: JONAS.id, state: 'away', last_seen: null },
    ],
  };
}

function hostOf(answers: Answers): Host {
  const none = () => undefined;
  return {
    fetch: async (input, init) => {
      const [path = ''] = String(input).replace('/api/v1', '').split('?');
      const answer = await answers(`${init?.method ?? 'GET'} ${path}`, init?.body);
      return answer instanceof Response
        ? answer
        : answer === undefined
          ? new Response(null, { status: 204 })
          : Response.json(answer);
    },
    socket: () => ({ onopen: null, onmessage: null, onclose: null, send: none, close: none }),
    nextFrame: (flush) => void setTimeout(flush),
    ...{ shelf: null, onShelf: none, locks: { hold: (_, work) => work() } },
    channel: () => ({ post: none, listen: none }),
    ...{ isOnline: () => true, onOnline: none, isActive: () => true, onActive: none, onLeaving: none },
  };
}

/** A refusal of the server. */
export function refusal(slug: string, status = 409): Response {
  const body = { type: `/problems/${slug}`, title: slug, status, detail: '', request_id: 'r-1' };
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json' } });
}

/** A server that does not answer. */
export const noAnswer: Answers = () => {
  throw new TypeError('offline');
};

/** A question that is never answered. */
export const silence: Answers = () => new Promise(() => undefined);
