export { Router, type GoOptions, type Place, type Route } from './router.svelte.ts';
export type { Params } from './pattern.ts';
