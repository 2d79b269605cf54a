// Every keyboard shortcut of the app in one list: it runs them, and the shortcuts sheet shows them.
import { untrack } from 'svelte';
import { prefs } from '../prefs/prefs.svelte.ts';
import { isSingleKey, matches, type Combo } from './keys.ts';

/** The headings of the shortcuts sheet, in its order. */
export const SHORTCUT_GROUPS = ['general', 'chats', 'messages', 'composer'] as const;

/** One shortcut. */
export interface Shortcut {
  /** One or several combinations, such as `mod+k`. */
  keys: Combo | readonly Combo[];
  /** What it does, in words, made when it is shown: `() => t('shortcuts-search')`. */
  label: () => string;
  group: (typeof SHORTCUT_GROUPS)[number];
  /** Does it. Returns `false` when it had nothing to do, so that the next one (or the browser) gets the key. */
  run: (event: KeyboardEvent) => unknown;
  /** Whether it also fires while somebody writes in a field. Combinations with a modifier usually do. */
  inFields?: boolean;
  /** Only shown in the sheet: the component that owns the focus handles the key itself. */
  shownOnly?: boolean;
}

class Shortcuts {
  /** All shortcuts that exist now. */
  all = $state.raw<readonly Shortcut[]>([]);

  /** Adds shortcuts; returns how to take them away. In a component: `$effect(() => shortcuts.add(…))`. */
  add(...added: Shortcut[]): () => void {
    // Called in effects, which must not depend on the list that they change.
    this.all = [...untrack(() => this.all), ...added];
    return () => (this.all = untrack(() => this.all).filter((shortcut) => !added.includes(shortcut)));
  }

  /** Runs what `event` asks for; the latest added comes first. Returns whether something ran. */
  handle(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing || event.key === 'Process') return false;
    const writing = isField(event.target);
    for (const shortcut of this.all.toReversed()) {
      if (shortcut.shownOnly || (writing && !shortcut.inFields)) continue;
      const keys = typeof shortcut.keys === 'string' ? [shortcut.keys] : shortcut.keys;
      const combo = keys.find((candidate) => matches(event, candidate));
      if (combo === undefined) continue;
      if (isSingleKey(combo) && (writing || !prefs.value.singleKeys)) continue;
      if (shortcut.run(event) === false) continue;
      event.preventDefault();
      return true;
    }
    return false;
  }
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[contenteditable="true"]')) return true;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'range'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** The one registry. */
export const shortcuts = new Shortcuts();
