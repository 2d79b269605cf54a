// The REST client: typed by `Endpoints`, thrown problems, nothing swallowed.
import type { Endpoints } from './endpoints.ts';
import { isAbort, problemOf, Unreachable, type ApiProblem } from './problem.ts';

const BASE = '/api/v1';
/** Longer than the server thinks about anything but a model's test. */
const PATIENCE_MS = 30_000;

type Verb = keyof Endpoints;
type Spec<V extends Verb, P extends keyof Endpoints[V]> = Endpoints[V][P];
type NamesIn<P> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type PathPart<P> = [NamesIn<P>] extends [never] ? object : { path: Record<NamesIn<P>, string> };
type BodyPart<S> = S extends { body: infer B } ? { body: B } : object;
type QueryPart<S> = S extends { query: infer Q } ? (object extends Q ? { query?: Q } : { query: Q }) : object;
/** What a call takes beside its path. */
export type Options<V extends Verb, P extends keyof Endpoints[V]> = PathPart<P> &
  BodyPart<Spec<V, P>> &
  QueryPart<Spec<V, P>> & {
    signal?: AbortSignal;
    /** How long to wait for an answer, in milliseconds, where it takes longer than usual. */
    patienceMs?: number;
  };
/** What a call answers. */
export type Answer<V extends Verb, P extends keyof Endpoints[V]> =
  Spec<V, P> extends { out: infer T } ? T : never;
type Rest<O> = object extends O ? [options?: O] : [options: O];
type Call<V extends Verb> = <P extends keyof Endpoints[V]>(
  path: P,
  ...rest: Rest<Options<V, P>>
) => Promise<Answer<V, P>>;

/** One method per verb. Each rejects with `ApiProblem`, with `Unreachable`, or with the `AbortError` of its own signal. */
export type Api = { [V in Verb]: Call<V> };

/** What the client needs of the browser. */
export interface ApiHost {
  fetch: typeof fetch;
  /** Called when the server does not know the caller any more, before the call rejects. */
  onSignedOut: (problem: ApiProblem) => void;
}

interface AnyOptions {
  path?: Record<string, string>;
  query?: object;
  body?: unknown;
  signal?: AbortSignal;
  patienceMs?: number;
}

/** Makes a client. */
export function createApi(host: ApiHost): Api {
  const verb =
    (method: string) =>
    (path: string, options: AnyOptions = {}) =>
      call(host, method, path, options);
  const methods = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' };
  const entries = Object.entries(methods).map(([name, method]) => [name, verb(method)]);
  return Object.fromEntries(entries) as Api;
}

async function call(host: ApiHost, method: string, path: string, options: AnyOptions): Promise<unknown> {
  const { signal, body } = options;
  const patience = AbortSignal.timeout(options.patienceMs ?? PATIENCE_MS);
  const init: RequestInit = {
    method,
    credentials: 'same-origin',
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
  };
  if (body instanceof Blob) {
    init.body = body;
    init.headers = { 'content-type': body.type || 'application/octet-stream' };
  } else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'content-type': 'application/json' };
  }
  try {
    const response = await host.fetch(BASE + fill(path, options.path ?? {}) + queryOf(options.query), init);
    if (response.ok) return response.status === 204 ? undefined : await response.json();
    throw await refusal(host, path, response);
  } catch (error) {
    throw explain(error, signal);
  }
}

async function refusal(host: ApiHost, path: string, response: Response): Promise<Error> {
  const problem = await problemOf(response);
  if (problem instanceof Unreachable) return problem;
  // `wrong-credentials` is a 401 too, and says nothing about the session.
  if (problem.slug === 'signed-out' && path !== '/me') host.onSignedOut(problem);
  return problem;
}

function explain(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted && isAbort(error)) return error;
  const isTimeout = error instanceof DOMException;
  // `fetch` says TypeError when no answer came, and a cut JSON is a SyntaxError.
  if (isTimeout || error instanceof TypeError || error instanceof SyntaxError) {
    return new Unreachable('The server did not answer.', { cause: error });
  }
  return error;
}

function fill(path: string, values: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`The path ${path} needs “${name}”.`);
    return encodeURIComponent(value);
  });
}

function queryOf(query: object = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  if (given.length === 0) return '';
  return '?' + new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

/** The address of a photo. `large` is for headers and dialogs. */
export function photoUrl(blob: string, size: 'small' | 'large' = 'small'): string {
  return `${BASE}/photos/${encodeURIComponent(blob)}?size=${size}`;
}
