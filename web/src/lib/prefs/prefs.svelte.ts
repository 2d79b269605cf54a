// What a person chose for this browser. Kept in localStorage, so that it holds before anyone has signed in.
import { untrack } from 'svelte';

/** The choices, with their defaults in `DEFAULTS`. */
export interface Prefs {
  /** `system` follows the device. */
  theme: 'system' | 'light' | 'dark';
  /** Size of all text; `m` is the browser's own. */
  textSize: 's' | 'm' | 'l' | 'xl';
  /** `reduce` stops motion even where the device does not ask for it. */
  motion: 'system' | 'reduce';
  /** People's messages as bubbles, or as compact rows without them. */
  density: 'bubbles' | 'compact';
  /** `auto` is the locale's own way to write the hour. */
  hourCycle: 'auto' | 'h12' | 'h23';
  /** What Enter does in the composer on a device with a keyboard. */
  enter: 'send' | 'newline';
  /** What a screen reader hears of arriving messages in the open chat. */
  announce: 'all' | 'mentions' | 'off';
  /** How much of a streaming answer a screen reader hears: the whole at its end, or sentence by sentence. */
  announceAnswers: 'complete' | 'sentences';
  /** An answer is shown once it is complete; until then only that it is being written. */
  wholeAnswers: boolean;
  /** Single-letter shortcuts on a focused message (R, E, C …). WCAG 2.1.4 asks that they can be turned off. */
  singleKeys: boolean;
  /** The chosen locale, or `null` for the browser's. */
  locale: string | null;
}

export const DEFAULTS: Prefs = {
  theme: 'system',
  textSize: 'm',
  motion: 'system',
  density: 'bubbles',
  hourCycle: 'auto',
  enter: 'send',
  announce: 'all',
  announceAnswers: 'complete',
  wholeAnswers: false,
  singleKeys: true,
  locale: null,
};

const CHOICES: { [K in keyof Prefs]?: readonly Prefs[K][] } = {
  theme: ['system', 'light', 'dark'],
  textSize: ['s', 'm', 'l', 'xl'],
  motion: ['system', 'reduce'],
  density: ['bubbles', 'compact'],
  hourCycle: ['auto', 'h12', 'h23'],
  enter: ['send', 'newline'],
  announce: ['all', 'mentions', 'off'],
  announceAnswers: ['complete', 'sentences'],
  wholeAnswers: [true, false],
  singleKeys: [true, false],
};

/** The key in localStorage. `public/theme.js` reads it too, before the app has loaded. */
export const STORAGE_KEY = 'tertulia.prefs';

/** The preferences in `text`; anything unknown or out of range falls back to its default. */
export function parsePrefs(text: string | null): Prefs {
  const prefs = { ...DEFAULTS };
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? '{}');
  } catch {
    return prefs; // Edited by hand or cut short: the defaults are always usable.
  }
  if (typeof stored !== 'object' || stored === null) return prefs;
  for (const [name, value] of Object.entries(stored)) {
    const choices: readonly unknown[] | undefined = CHOICES[name as keyof Prefs];
    if (choices?.includes(value)) Object.assign(prefs, { [name]: value });
    else if (name === 'locale' && typeof value === 'string') prefs.locale = value;
  }
  return prefs;
}

class PrefsState {
  /** The current choices. Read them in templates; change them with `set`. */
  value = $state.raw<Prefs>({ ...DEFAULTS });

  constructor() {
    if (typeof window === 'undefined') return;
    this.#take(parsePrefs(read()));
    // Another tab of this browser changed them.
    window.addEventListener('storage', (event) => {
      if (event.key === STORAGE_KEY) this.#take(parsePrefs(event.newValue));
    });
  }

  /** Changes some choices, keeps them and shows them at once. */
  set(changes: Partial<Prefs>): void {
    const value = { ...untrack(() => this.value), ...changes };
    this.#take(value);
    try {
      localStorage.setItem(STORAGE_KEY, JSON.stringify(value));
    } catch (error) {
      console.warn(
        'Preferences hold only until this page is closed: the browser refused to keep them.',
        error,
      );
    }
  }

  #take(value: Prefs): void {
    this.value = value;
    this.#show(value);
  }

  #show({ theme, textSize, motion }: Prefs): void {
    Object.assign(document.documentElement.dataset, { theme, textSize, motion });
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null; // Storage is blocked: the defaults hold.
  }
}

/** The one instance. */
export const prefs = new PrefsState();
