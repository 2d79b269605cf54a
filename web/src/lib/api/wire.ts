// The wire, in the words of this app. Everything else takes its types from here; they are those of `schema.d.ts`, which
// `cargo xtask openapi` makes from the server's code.
import type { components } from './schema.d.ts';

type S = components['schemas'];

/** A UUID. */
export type Id = string;
/** A place in a group's journal. */
export type Seq = number;
/** RFC 3339 in UTC with milliseconds. */
export type Time = S['Time'];

export type Profile = S['Profile'];
/** A place in a text that stands for a participant: UTF-16 code units, end exclusive. */
export type Mention = S['Mention'];
export type Body = S['Body'];
export type Reaction = S['Reaction'];
export type Message = S['Message'];
export type Answer = S['Answer'];
export type Origin = S['Origin'];
export type Outcome = S['Outcome'];
export type Fault = S['Fault'];
export type Usage = S['Usage'];

export type Member = S['Member'];
/** Who was removed, with the membership as it was, which undoing brings back. */
export type Removal = S['Removal'];
export type Mode = S['Mode'];
export type Seat = S['Seat'];
export type Newcomers = S['Newcomers'];
export type SettingsRight = S['SettingsRight'];
export type Pin = S['Pin'];
/** A group without anything personal: what the journal's events make. */
export type Group = S['Group'];
/** A group as one member sees it. */
export type GroupView = S['GroupView'];
export type ReadPosition = S['ReadPosition'];
export type Unread = S['Unread'];
export type Mute = S['Mute'];
export type Preferences = S['Preferences'];
export type PreferencesView = S['PreferencesView'];
/** The text so far of an answer being written. */
export type Partial = S['Partial'];
export type Presence = S['Presence'];
export type ProviderApi = S['Api'];
export type AssistantState = S['AssistantState'];
export type Page = Omit<S['Page'], 'events'> & { events: Event[] };
export type Version = S['Version'];
export type PostMessage = S['PostMessage'];
export type Posted = S['Posted'];
export type Changed = S['Changed'];
export type SearchHits = S['SearchResults'];

export type ProblemBody = S['Problem'];
export type Limits = S['Limits'];
export type Instance = S['Instance'];
export type Me = S['Me'];
export type MeSettings = S['AccountSettings'];
export type SessionInfo = S['Session'];
export type Scope = S['Scope'];
export type Token = S['Token'];

export type Addition = S['Addition'];
/** A group that I was added to and have not answered yet. */
export type MyAddition = S['MyAddition'];
export type Invite = S['Invite'];
export type InviteFields = S['InviteTerms'];
export type InvitePreview = S['InvitePreview'];
export type Redeemed = S['Redeemed'];
export type JoinRequest = S['JoinRequest'];

export type ModelClass = S['ModelClass'];
export type ModelFeatures = S['Features'];
export type ModelPrices = S['Prices'];
export type ModelChoice = S['ModelChoice'];
export type Model = S['Model'];
export type FoundModel = S['FoundModel'];
export type LocalModel = S['LocalModel'];
export type LocalModels = S['LocalModels'];
export type NearbyProvider = S['NearbyProvider'];
export type Provider = S['Provider'];
export type ProviderTest = S['ProviderTest'];
export type AdminInstance = S['InstanceSettings'];

type AnyEvent = S['Event'];
export type EventKind = AnyEvent['kind'];
/** Where, when and by whom. */
export type Stamp = Pick<AnyEvent, 'group' | 'seq' | 'at' | 'author'>;
type Fields<E> = string extends keyof E ? object : Omit<E, 'kind' | keyof Stamp>;
/** The fields of each kind of event, without its stamp. */
export type EventFields = { [K in EventKind]: Fields<Extract<AnyEvent, { kind: K }>> };
/** One entry of a group's journal, by its kind. */
export type EventOf<K extends EventKind> = Stamp & { kind: K } & EventFields[K];
/** One entry of a group's journal. */
export type Event = { [K in EventKind]: EventOf<K> }[EventKind];
export type Via = S['Via'];
/** What is known of a run from its beginning. */
export type Run = S['Run'];

export type Position = S['Position'];
/** What the browser sends over the socket. */
export type ClientFrame = S['ClientFrame'];
export type GoneReason = S['GoneReason'];
/** What the server sends over the socket. */
export type ServerFrame = Exclude<S['ServerFrame'], { type: 'event' }> | { type: 'event'; event: Event };
/** The frame of one type. */
export type FrameOf<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;
