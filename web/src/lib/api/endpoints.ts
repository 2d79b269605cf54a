// Every verb and path of the API that this app uses. What goes in and what comes out is in `schema.d.ts`; a path that the
// server does not have is an error of the compiler.
import type { paths } from './schema.d.ts';

/** The paths by verb. A part in braces is a parameter; its letter stands for the name in `Names`. */
interface Paths {
  get:
    | '/instance'
    | '/visit'
    | '/sessions'
    | '/usernames/{username}'
    | '/me'
    | '/tokens'
    | '/groups'
    | '/groups/{g}'
    | '/groups/{g}/additions'
    | '/additions'
    | '/groups/{g}/invites'
    | '/groups/{g}/requests'
    | '/groups/{g}/messages'
    | '/groups/{g}/messages/{m}'
    | '/groups/{g}/messages/{m}/versions'
    | '/groups/{g}/pins'
    | '/groups/{g}/models'
    | '/search'
    | '/admin/instance'
    | '/admin/providers'
    | '/admin/providers/nearby'
    | '/admin/local-models';
  post:
    | '/setup/check'
    | '/setup'
    | '/sessions'
    | '/accounts'
    | '/guests'
    | '/tokens'
    | '/groups'
    | '/groups/{g}/leave'
    | '/groups/{g}/members/{p}/undo-removal'
    | '/groups/{g}/additions'
    | '/additions/{g}/accept'
    | '/additions/{g}/decline'
    | '/groups/{g}/invites'
    | '/groups/{g}/invites/{i}/reset'
    | '/groups/{g}/requests/{p}/approve'
    | '/groups/{g}/requests/{p}/decline'
    | '/invites/preview'
    | '/invites/redeem'
    | '/groups/{g}/messages'
    | '/groups/{g}/messages/{m}/stop'
    | '/groups/{g}/messages/{m}/retry'
    | '/groups/{g}/messages/{m}/redo'
    | '/groups/{g}/messages/{m}/continue'
    | '/admin/providers'
    | '/admin/providers/test'
    | '/admin/models'
    | '/admin/local-models'
    | '/admin/local-models/{name}/fetch'
    | '/admin/local-models/{name}/cancel';
  put:
    | '/me/photo'
    | '/me/password'
    | '/groups/{g}/photo'
    | '/groups/{g}/messages/{m}/reactions/{emoji}'
    | '/groups/{g}/messages/{m}/pin'
    | '/admin/models/order';
  patch:
    | '/me'
    | '/groups/{g}'
    | '/groups/{g}/invites/{i}'
    | '/groups/{g}/messages/{m}'
    | '/groups/{g}/seats/{a}'
    | '/groups/{g}/preferences'
    | '/admin/instance'
    | '/admin/providers/{id}'
    | '/admin/models/{id}';
  delete:
    | '/sessions/current'
    | '/sessions/{id}'
    /** All others. */
    | '/sessions'
    | '/me/photo'
    | '/tokens/{id}'
    | '/groups/{g}'
    | '/groups/{g}/photo'
    | '/groups/{g}/members/{p}'
    | '/groups/{g}/removed/{p}'
    | '/groups/{g}/additions/{p}'
    | '/groups/{g}/invites/{i}'
    | '/groups/{g}/messages/{m}'
    | '/groups/{g}/messages/{m}/reactions/{emoji}'
    | '/groups/{g}/messages/{m}/pin'
    | '/admin/providers/{id}'
    | '/admin/models/{id}'
    | '/admin/local-models/{name}';
}

/** What the letters of a path stand for. */
interface Names {
  g: 'group';
  m: 'message';
  p: 'profile';
  i: 'invite';
  a: 'assistant';
}
type Named<N extends string> = N extends keyof Names ? Names[N] : N;
type Whole<P extends string> = P extends `${infer Head}{${infer N}}${infer Rest}`
  ? `${Head}{${Named<N>}}${Whole<Rest>}`
  : P;
type Served<P extends string> = paths[Extract<keyof paths, `/api/v1${Whole<P>}`>];

type Out<O> = O extends { responses: { 200: { content: { 'application/json': infer T } } } }
  ? T
  : O extends { responses: { 201: { content: { 'application/json': infer T } } } }
    ? T
    : O extends { responses: { 202: { content: { 'application/json': infer T } } } }
      ? T
      : void;
type Body<O> = O extends { requestBody: { content: infer C } }
  ? C extends { 'application/json': infer T }
    ? { body: T }
    : { body: Blob }
  : object;
// A place may be said as a number.
type Place<T> = T extends string ? T | number : T;
type Query<O> = O extends { parameters: { query?: infer Q } }
  ? [NonNullable<Q>] extends [never]
    ? object
    : {
        query: {
          [K in keyof NonNullable<Q>]: K extends 'before' | 'after' | 'around'
            ? Place<NonNullable<Q>[K]>
            : NonNullable<Q>[K];
        };
      }
  : object;
type Spec<V, P extends string> = V extends keyof Served<P>
  ? { out: Out<Served<P>[V]> } & Body<Served<P>[V]> & Query<Served<P>[V]>
  : never;

/** What goes in and comes out, by verb and path. */
export type Endpoints = { [V in keyof Paths]: { [P in Paths[V]]: Spec<V, P> } };

export type SearchQuery = Endpoints['get']['/search']['query'] & { q: string };
