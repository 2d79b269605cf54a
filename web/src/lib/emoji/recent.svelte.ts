/** The emoji a person used last and the skin tone they chose, kept in this browser. */
import { TONES, type Tone } from './catalogue.ts';
import { isOneEmoji } from './single.ts';

const STORAGE_KEY = 'tertulia.emoji';
/** Emoji that are remembered: four rows of the grid. */
const MOST = 32;
/** Those shown where few are asked for, until there are enough of one's own. */
const COMMON = ['👍', '❤️', '😂', '🎉', '😮', '🙏'];

interface Kept {
  readonly recent: readonly string[];
  readonly tone: Tone;
}

class EmojiMemory {
  #kept = $state.raw<Kept>(read());

  constructor() {
    if (typeof window === 'undefined') return;
    // Another tab of this browser used one.
    window.addEventListener('storage', (event) => {
      if (event.key === STORAGE_KEY) this.#kept = read();
    });
  }

  /** Last used first. */
  get recent(): readonly string[] {
    return this.#kept.recent;
  }

  /** The tone that the grid offers. */
  get tone(): Tone {
    return this.#kept.tone;
  }

  /** The last used, filled up with common ones: for a row of quick reactions. */
  few(count = 6): string[] {
    return [...new Set([...this.recent, ...COMMON])].slice(0, count);
  }

  /** Notes that `emoji` was used. */
  use(emoji: string): void {
    this.#keep({
      ...this.#kept,
      recent: [emoji, ...this.recent.filter((one) => one !== emoji)].slice(0, MOST),
    });
  }

  /** Chooses a tone. */
  setTone(tone: Tone): void {
    this.#keep({ ...this.#kept, tone });
  }

  #keep(kept: Kept): void {
    this.#kept = kept;
    try {
      localStorage.setItem(STORAGE_KEY, JSON.stringify(kept));
    } catch (error) {
      console.warn(
        'Recent emoji hold only until this page is closed: the browser refused to keep them.',
        error,
      );
    }
  }
}

function read(): Kept {
  const fallback: Kept = { recent: [], tone: 0 };
  if (typeof localStorage === 'undefined') return fallback;
  try {
    return parseKept(localStorage.getItem(STORAGE_KEY)) ?? fallback;
  } catch {
    return fallback; // Storage is blocked, or was edited by hand: the defaults are always usable.
  }
}

/** What `text` keeps; only emoji and known tones come through. */
export function parseKept(text: string | null): Kept | null {
  const value: unknown = JSON.parse(text ?? 'null');
  if (typeof value !== 'object' || value === null) return null;
  const { recent, tone } = value as { recent?: unknown; tone?: unknown };
  const valid = Array.isArray(recent)
    ? recent.filter((one): one is string => typeof one === 'string' && isOneEmoji(one))
    : [];
  return { recent: valid.slice(0, MOST), tone: TONES.find((known) => known === tone) ?? 0 };
}

/** The one instance. */
export const emojiMemory = new EmojiMemory();
