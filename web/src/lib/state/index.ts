// The one state of this page. `import { app } from '$lib/state/index.ts'`; see README.md.
import { browserHost } from '../live/browser.ts';
import { App } from './app.svelte.ts';

/** Everything the app knows. `app.start()` is called once, by `App.svelte`. */
export const app = new App(browserHost());

export type { Arrival } from './app.svelte.ts';
export { textOf, type Draft } from './draft.ts';
export type { GroupState } from './group.svelte.ts';
export type { Loss, Notice } from './notice.ts';
export type { Preview } from './preview.ts';
export type { MessageRow, Row } from './rows.ts';
export type { Found } from './search.ts';
export type { Thread } from './thread.svelte.ts';
export type { Anchor, Target } from './whereabouts.svelte.ts';
export { type Action, type Item, UNDO_MS } from '../outbox/item.ts';
