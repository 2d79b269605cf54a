// Every verb and path of the API, with what goes in and what comes out.
import type * as w from './wire.ts';

/** A call without a body and without an answer. */
type Nothing = { out: void };
type Out<T> = { out: T };
type In<Body, Answer = void> = { body: Body; out: Answer };

interface PageQuery {
  before?: w.Id | w.Seq;
  after?: w.Id | w.Seq;
  around?: w.Id | w.Seq;
  limit?: number;
}
export interface SearchQuery {
  q: string;
  group?: w.Id;
  author?: w.Id;
  from?: w.Time;
  until?: w.Time;
  cursor?: string;
}
interface SignUp {
  username: string;
  name: string;
  password: string;
  invite_secret?: string;
}
interface NewModel {
  provider: w.Id;
  wire_name: string;
  name?: string;
  class?: w.ModelClass;
  context_window?: number | null;
}
interface ChangeModel {
  name?: string;
  class?: w.ModelClass;
  context_window?: number | null;
  is_enabled?: boolean;
  is_default?: boolean;
}

/** By verb, then by path. A part of a path in braces is a parameter. */
export interface Endpoints {
  get: {
    '/instance': Out<w.Instance>;
    '/sessions': Out<w.SessionInfo[]>;
    '/usernames/{username}': Out<{ available: boolean; problem: string | null }>;
    '/me': Out<w.Me>;
    '/tokens': Out<w.Token[]>;
    '/groups': Out<w.GroupView[]>;
    '/groups/{g}': Out<w.GroupView>;
    '/groups/{g}/additions': Out<w.Addition[]>;
    '/additions': Out<w.MyAddition[]>;
    '/groups/{g}/invites': Out<w.Invite[]>;
    '/groups/{g}/requests': Out<w.JoinRequest[]>;
    '/groups/{g}/messages': Out<w.Page> & { query: PageQuery };
    '/groups/{g}/messages/{m}': Out<{ message: w.Message; profiles: w.Profile[] }>;
    '/groups/{g}/messages/{m}/versions': Out<w.Version[]>;
    '/groups/{g}/pins': Out<w.Page>;
    '/groups/{g}/models': Out<w.ModelChoice[]>;
    '/search': Out<w.SearchHits> & { query: SearchQuery };
    '/admin/instance': Out<w.AdminInstance>;
    '/admin/providers': Out<w.Provider[]>;
  };
  post: {
    '/setup/check': In<{ secret: string }>;
    '/setup': In<
      { secret: string; instance_name: string; name: string; username: string; password: string },
      w.Me
    >;
    '/sessions': In<{ username: string; password: string }, w.Me>;
    '/accounts': In<SignUp, w.Me>;
    '/guests': In<{ username?: string; name: string; invite_secret: string }, w.Me>;
    '/tokens': In<{ name: string; scope: w.Scope }, { token: w.Token; secret: string }>;
    '/groups': In<{ id: w.Id; name: string }, w.GroupView>;
    '/groups/{g}/leave': Nothing;
    '/groups/{g}/members/{p}/undo-removal': Nothing;
    '/groups/{g}/additions': In<{ username: string }, w.Addition>;
    '/additions/{g}/accept': Out<w.GroupView>;
    '/additions/{g}/decline': Nothing;
    '/groups/{g}/invites': In<w.InviteFields, w.Invite>;
    '/groups/{g}/invites/{i}/reset': Out<w.Invite>;
    '/groups/{g}/requests/{p}/approve': Nothing;
    '/groups/{g}/requests/{p}/decline': Nothing;
    '/invites/preview': In<{ secret: string }, w.InvitePreview>;
    '/invites/redeem': In<{ secret: string }, w.Redeemed>;
    '/groups/{g}/messages': In<w.PostMessage, w.Posted>;
    '/groups/{g}/messages/{m}/stop': Nothing;
    '/groups/{g}/messages/{m}/retry': Out<{ message: w.Message }>;
    '/groups/{g}/messages/{m}/redo': In<{ model?: w.Id }, { message: w.Message }>;
    '/groups/{g}/messages/{m}/continue': Out<{ message: w.Message }>;
    '/admin/providers': In<{ name: string; base_url: string; key?: string; models: string[] }, w.Provider>;
    '/admin/providers/test': In<
      { base_url: string; key?: string; provider?: w.Id; model?: string },
      w.ProviderTest
    >;
    '/admin/models': In<NewModel, w.Model>;
  };
  put: {
    /** The raw bytes of a picture. */
    '/me/photo': In<Blob, w.Me>;
    '/me/password': In<{ current?: string; new: string }, w.Me>;
    '/groups/{g}/photo': In<Blob, w.GroupView>;
    '/groups/{g}/messages/{m}/reactions/{emoji}': Out<w.Changed>;
    '/groups/{g}/messages/{m}/pin': Out<w.Changed>;
  };
  patch: {
    '/me': In<
      { name?: string; username?: string; settings?: { [K in keyof w.MeSettings]?: w.MeSettings[K] } },
      w.Me
    >;
    '/groups/{g}': In<
      { name?: string; newcomers?: w.Newcomers; settings_right?: w.SettingsRight },
      w.GroupView
    >;
    '/groups/{g}/invites/{i}': In<w.InviteFields, w.Invite>;
    '/groups/{g}/messages/{m}': In<{ body: w.Body }, w.Changed>;
    '/groups/{g}/seats/{a}': In<{ mode?: w.Mode; model?: w.Id | null }, w.GroupView>;
    '/groups/{g}/preferences': In<{ [K in keyof w.Preferences]?: w.Preferences[K] }, w.PreferencesView>;
    '/admin/instance': In<{ [K in keyof w.AdminInstance]?: w.AdminInstance[K] }, w.AdminInstance>;
    '/admin/providers/{id}': In<{ name?: string; base_url?: string; key?: string | null }, w.Provider>;
    '/admin/models/{id}': In<ChangeModel, w.Model>;
  };
  delete: {
    '/sessions/current': Nothing;
    '/sessions/{id}': Nothing;
    /** All others. */
    '/sessions': Nothing;
    '/me/photo': Out<w.Me>;
    '/tokens/{id}': Nothing;
    /** `name`: as typed by the creator. */
    '/groups/{g}': In<{ name: string }>;
    '/groups/{g}/photo': Out<w.GroupView>;
    '/groups/{g}/members/{p}': Nothing;
    '/groups/{g}/removed/{p}': Nothing;
    '/groups/{g}/additions/{p}': Nothing;
    '/groups/{g}/invites/{i}': Nothing;
    '/groups/{g}/messages/{m}': Out<w.Changed>;
    '/groups/{g}/messages/{m}/reactions/{emoji}': Out<w.Changed>;
    '/groups/{g}/messages/{m}/pin': Out<w.Changed>;
    '/admin/providers/{id}': Nothing;
    '/admin/models/{id}': Nothing;
  };
}
