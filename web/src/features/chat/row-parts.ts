// Parts of a row that only some rows have: they come right after the thread was first drawn.
export { default as MessageToolbar } from './MessageToolbar.svelte';
export { default as Unsent } from './Unsent.svelte';
