/** Emoji: the grid, the recent ones, and what counts as one. The grid's data loads when it is first shown. */
export { default as EmojiGrid } from './EmojiGrid.svelte';
export { emojiMemory } from './recent.svelte.ts';
export { countEmojiOnly, isOneEmoji } from './single.ts';
