/** Markdown of messages. Nothing here ever parses HTML. */
export { type MentionView } from './context.ts';
export { default as Markdown } from './Markdown.svelte';
export { prepareMessages } from './prepare.ts';
export { loadRepair } from './repair.ts';
export { type MentionRange, type Trust } from './tree.ts';
export { previewOf, wordsOf } from './words.ts';
