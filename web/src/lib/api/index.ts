// The API as the rest of the app sees it.
export { createApi, photoUrl, type Answer, type Api, type ApiHost, type Options } from './client.ts';
export type { Endpoints, SearchQuery } from './endpoints.ts';
export { ApiProblem, isAbort, slugOf, Unreachable } from './problem.ts';
export type * from './wire.ts';
