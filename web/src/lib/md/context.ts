/** What every part of one drawn message knows. */
import { createContext } from 'svelte';
import type { Trust } from './tree.ts';

/** A mentioned member as the reader sees them. */
export interface MentionView {
  /** The current name, without `@`. */
  readonly name: string;
  /** Whether the reader is meant. */
  readonly isMe: boolean;
}

/** Given to the parts by `Markdown.svelte`; its properties are reactive. */
export interface MarkdownContext {
  readonly trust: Trust;
  /** The member behind a mention; `undefined` where there is none (any more). */
  readonly mentioned: (profile: string) => MentionView | undefined;
  /** Called when a mention is pressed; mentions are plain words where it is absent. */
  readonly onmention: ((profile: string, chip: HTMLElement) => void) | undefined;
}

const [get, set] = createContext<MarkdownContext>();

export { get as markdownContext, set as setMarkdownContext };
