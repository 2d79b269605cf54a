// The wire, as `docs/api-design.md` says it. Everything else in the app takes its names from here.

/** A UUID. */
export type Id = string;
/** RFC 3339 in UTC with milliseconds. */
export type Time = string;
/** A place in a group's journal. */
export type Seq = number;

export interface Profile {
  id: Id;
  kind: 'person' | 'guest' | 'assistant';
  username: string;
  name: string;
  /** The id of a blob; its bytes are at `photoUrl(id, size)`. */
  photo: Id | null;
}

/** A place in a text that stands for a participant: UTF-16 code units, end exclusive. */
export interface Mention {
  start: number;
  end: number;
  profile: Id;
}
export interface Body {
  text: string;
  mentions: Mention[];
}
export interface Reaction {
  emoji: string;
  /** In the order of reacting. */
  by: Id[];
}
export interface Message {
  id: Id;
  group: Id;
  seq: Seq;
  /** The journal's place whose state this is. */
  as_of: Seq;
  at: Time;
  author: Id;
  reply_to: Id | null;
  forwarded: boolean;
  /** Null once deleted, while an answer is being written, and where it failed. */
  body: Body | null;
  version: number;
  edited_at: Time | null;
  deleted: { by: Id; at: Time } | null;
  /** Sorted by emoji. */
  reactions: Reaction[];
  answer: Answer | null;
}
export interface Answer {
  run: Id;
  call: Id;
  /** The person answered. */
  answers: Id;
  assistant: Id;
  model: Id | null;
  model_name: string;
  origin: Origin;
  began_at: Time;
  ended: { outcome: Outcome; usage: Usage; at: Time } | null;
}
export type Origin = { origin: 'call' } | { origin: 'retry' | 'redo' | 'continue'; of: Id };
export type Outcome =
  | { outcome: 'finished' }
  | { outcome: 'cut' }
  | { outcome: 'stopped'; by: Id }
  | { outcome: 'interrupted' | 'failed'; fault: Fault };
export type Fault =
  | 'no_model'
  | 'unreachable'
  | 'unauthorized'
  | 'no_such_model'
  | 'rate_limited'
  | 'overloaded'
  | 'timed_out'
  | 'cut_stream'
  | 'malformed'
  | 'empty'
  | 'refused'
  | 'restarted'
  | 'asked_too_long_ago'
  | 'internal';
export interface Usage {
  prompt_tokens: number;
  cached_tokens: number;
  completion_tokens: number;
  estimated: boolean;
}

export interface Member {
  profile: Id;
  joined_at: Time;
  joined_seq: Seq;
  sees_from: Seq;
}
/** Who was removed, with the membership as it was, which undoing brings back. */
export interface Removal extends Member {
  by: Id;
  at: Time;
}
export type Mode = 'auto' | 'when_mentioned' | 'off';
export interface Seat {
  assistant: Id;
  mode: Mode;
  model: Id | null;
}
export type Newcomers = { see: 'everything' } | { see: 'last'; count: number } | { see: 'from_joining' };
export type SettingsRight = 'any_member' | 'creator_only';
export interface Pin {
  message: Id;
  message_seq: Seq;
  by: Id;
  at: Time;
}
/** A group without anything personal: what the journal's events make. */
export interface Group {
  id: Id;
  epoch: number;
  seq: Seq;
  created_at: Time;
  creator: Id;
  name: string;
  photo: Id | null;
  members: Member[];
  removed: Removal[];
  seats: Seat[];
  newcomers: Newcomers;
  settings_right: SettingsRight;
  pins: Pin[];
  deleted: boolean;
}
/** A group as one member sees it. */
export interface GroupView {
  group: Group;
  profiles: Profile[];
  sees_from: Seq;
  read_seq: Seq;
  reads: ReadPosition[];
  unread: Unread;
  preferences: Preferences;
  last: Message | null;
  partials: Partial[];
  online: Presence[];
  /** People who wait for approval. */
  requests: number;
}
export interface ReadPosition {
  profile: Id;
  seq: Seq;
}
export interface Unread {
  count: number;
  mentions: number;
  first: Seq | null;
}
export interface Mute {
  /** Null: for ever. */
  until: Time | null;
  except_mentions: boolean;
}
export interface Preferences {
  mute: Mute | null;
  is_pinned: boolean;
  is_archived: boolean;
  unread_from: Seq | null;
}
/** The text so far of an answer being written. */
export interface Partial {
  message: Id;
  run: Id;
  text: string;
}
export interface Presence {
  profile: Id;
  state: 'online' | 'away' | 'offline';
  last_seen: Time | null;
}
export interface Page {
  /** Oldest first. */
  messages: Message[];
  profiles: Profile[];
  partials: Partial[];
  /** About the group itself, in the part of the journal that the page covers. */
  events: Event[];
  head: Seq;
  has_older: boolean;
  has_newer: boolean;
}
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  request_id: string;
  retry_after_seconds?: number;
}

export interface Limits {
  text_chars: number;
  photo_bytes: number;
}
export interface Instance {
  name: string;
  needs_setup: boolean;
  sign_up: 'by_invite' | 'open' | 'administrators_only';
  guests_allowed: boolean;
  assistant: Profile;
  ai: { available: boolean; model_names: string[] };
  insecure: boolean;
  member_limit: number;
  version: string;
  limits: Limits;
}
export interface MeSettings {
  locale: string | null;
  time_zone: string | null;
  hide_presence: boolean;
  hide_reads: boolean;
}
export interface Me {
  profile: Profile;
  is_guest: boolean;
  is_administrator: boolean;
  settings: MeSettings;
}
export interface SessionInfo {
  id: Id;
  device: string;
  created_at: Time;
  last_used_at: Time;
  current: boolean;
}
export type Scope = 'read' | 'write';
export interface Token {
  id: Id;
  name: string;
  scope: Scope;
  created_at: Time;
  last_used_at: Time | null;
}
export interface Addition {
  profile: Profile;
  added_by: Id;
  at: Time;
}
/** A group that I was added to and have not answered yet. */
export interface MyAddition {
  group: Id;
  group_name: string;
  group_photo_data: string | null;
  added_by: Profile;
  people: number;
  at: Time;
}
export interface Invite {
  id: Id;
  link: string;
  created_by: Id;
  created_at: Time;
  expires_at: Time | null;
  max_uses: number | null;
  uses: number;
  approval: boolean;
  newcomers: Newcomers | null;
  is_open: boolean;
}
export interface InviteFields {
  expires_in_seconds?: number | null;
  max_uses?: number | null;
  approval?: boolean;
  newcomers?: Newcomers | null;
}
export interface InvitePreview {
  /** Only if already a member. */
  group: Id | null;
  name: string;
  photo_data: string | null;
  members: { name: string; photo_data: string | null }[];
  people: number;
  assistants: { name: string; mode: Mode; model_name: string | null }[];
  newcomers: Newcomers;
  approval: boolean;
  member_limit_reached: boolean;
  created_by_name: string;
  requested: boolean;
}
export type Redeemed = { state: 'joined'; group: Id } | { state: 'requested' };
export interface JoinRequest {
  profile: Profile;
  at: Time;
}
export interface Version {
  version: number;
  at: Time;
  body: Body;
}
export interface PostMessage {
  id: Id;
  body?: Body;
  reply_to?: Id;
  forward?: { group: Id; message: Id };
}
export interface Posted {
  seq: Seq;
  message: Message;
}
export interface Changed {
  seq: Seq;
}
export type ModelClass = 'light' | 'standard' | 'deep';
export interface ModelChoice {
  id: Id;
  name: string;
  class: ModelClass;
  is_default: boolean;
}
export interface Model extends ModelChoice {
  provider: Id;
  wire_name: string;
  context_window: number | null;
  is_enabled: boolean;
}
export interface Provider {
  id: Id;
  name: string;
  base_url: string;
  has_key: boolean;
  models: Model[];
}
export interface ProviderTest {
  ok: boolean;
  models: { wire_name: string; context_window: number | null }[];
  tried_model: string | null;
  first_token_ms: number | null;
  cancelled: boolean;
  fault: Fault | null;
  detail: string | null;
}
export interface AdminInstance {
  name: string;
  sign_up: Instance['sign_up'];
  guests_allowed: boolean;
  member_limit: number;
  assistant_name: string;
}
export interface PreferencesView {
  preferences: Preferences;
  unread: Unread;
}
export interface SearchHits {
  hits: { message: Message; group_name: string }[];
  profiles: Profile[];
  cursor: string | null;
}

export interface Stamp {
  group: Id;
  seq: Seq;
  at: Time;
  author: Id;
}
export type Via = { by: 'creating' } | { by: 'invite'; invite: Id } | { by: 'addition'; added_by: Id };
/** What is known of a run from its beginning. */
export interface Run {
  run: Id;
  message: Id;
  assistant: Id;
  call: Id;
  answers: Id;
  model: Id | null;
  model_name: string;
  origin: Origin;
  began_at: Time;
}
interface Touch {
  message: Id;
  message_seq: Seq;
}
/** The fields of each kind of event. */
export interface EventFields {
  group_created: { name: string; photo: Id | null; seats: Seat[] };
  group_renamed: { name: string };
  group_photo_changed: { photo: Id | null };
  newcomers_changed: { newcomers: Newcomers };
  settings_right_changed: { right: SettingsRight };
  seat_changed: Seat;
  member_joined: { via: Via; sees_from: Seq; profile: Profile | null };
  member_left: object;
  creatorship_passed: { to: Id };
  member_removed: { member: Id };
  removal_undone: { member: Id };
  removal_lifted: { member: Id };
  invite_reset: { invite: Id };
  message_pinned: Touch;
  message_unpinned: Touch;
  group_deleted: object;
  message_posted: { message: Id; reply_to: Id | null; forwarded: boolean; body: Body | null };
  message_edited: Touch & { version: number; body: Body | null };
  message_deleted: Touch;
  reaction_added: Touch & { emoji: string };
  reaction_removed: Touch & { emoji: string };
  run_began: { run: Run };
  run_ended: Touch & { body: Body | null; outcome: Outcome; usage: Usage };
  /** Something that this reader may not see happened; it only takes up its place. */
  hidden: object;
}
export type EventKind = keyof EventFields;
/** One entry of a group's journal, by its kind. */
export type EventOf<K extends EventKind> = Stamp & { kind: K } & EventFields[K];
/** One entry of a group's journal. */
export type Event = { [K in EventKind]: EventOf<K> }[EventKind];

export interface Position {
  group: Id;
  epoch: number;
  seq: Seq;
}
/** What the browser sends over the socket. */
export type ClientFrame =
  | { type: 'resume'; positions: Position[]; active: boolean }
  | ({ type: 'post'; ref: string; group: Id; message: Id; body?: Body; reply_to?: Id } & {
      forward?: { group: Id; message: Id };
    })
  | { type: 'typing'; group: Id; on: boolean }
  | { type: 'read'; group: Id; seq: Seq }
  | { type: 'active'; on: boolean }
  | ({ type: 'catch_up' } & Position)
  | { type: 'partial'; group: Id; message: Id };
export type GoneReason = 'left' | 'removed' | 'deleted';
/** What the server sends over the socket. */
export type ServerFrame =
  /** A sign of life. */
  | { type: 'ping' }
  | { type: 'welcome'; connection: number; now: Time; me: Me; instance: Instance; version: string }
  | { type: 'event'; event: Event }
  | { type: 'group'; view: GroupView }
  | { type: 'caught_up'; group?: Id; seq?: Seq }
  | { type: 'gone'; group: Id; reason: GoneReason }
  | { type: 'ack'; ref: string; seq: Seq }
  | { type: 'problem'; ref: string; problem: ProblemBody }
  | { type: 'typing'; group: Id; profile: Id; on: boolean }
  | { type: 'presence'; presence: Presence }
  | { type: 'read'; group: Id; profile: Id; seq: Seq }
  | { type: 'delta'; group: Id; message: Id; run: Id; offset: number; text: string }
  | { type: 'partial'; group: Id; partial: Partial }
  | { type: 'assistant'; group: Id; assistant: Id; state: 'waiting' | 'idle'; call: Id | null }
  | { type: 'profile'; profile: Profile }
  | { type: 'preferences'; group: Id; preferences: Preferences; unread: Unread }
  | { type: 'additions' }
  | { type: 'requests'; group: Id; count: number }
  | { type: 'me'; me: Me }
  | { type: 'instance'; instance: Instance };
/** The frame of one type. */
export type FrameOf<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;
