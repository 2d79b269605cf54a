/** The virtual list of messages. */
export { default as MessageList } from './MessageList.svelte';
export type { Anchor, Place, RowDescription, RowPlace, RowState, Wish } from './place.ts';
