// What a screen reader is told. One polite and one assertive place in the page (`ui/Announcer.svelte`) speak it.
import { untrack } from 'svelte';
import { prefs } from '../prefs/prefs.svelte.ts';

/** A message that arrived in the open chat, by somebody else. */
export interface Arrival {
  author: string;
  text: string;
  /** The chat's title, for the summary of many. */
  chat: string;
  /** Whether it mentions the reader. */
  mentionsMe: boolean;
}

/** How the sentences are worded; the app passes Fluent, tests pass plain functions. */
export interface Wording {
  one: (author: string, text: string) => string;
  many: (count: number, chat: string) => string;
}

/** One spoken line. */
export interface Utterance {
  id: number;
  text: string;
}

/** More arrivals than this within `WINDOW_MS` become one summary. */
const BURST = 3;
const WINDOW_MS = 5_000;
/** A spoken line is taken away again, so that it is not found by browsing the page. */
const KEPT_MS = 10_000;
/** The longest text of a message that is read out. */
const LONGEST = 250;

export class AnnouncerState {
  /** Lines for the `role="status"` place; additions are read in order. */
  polite = $state.raw<readonly Utterance[]>([]);
  /** Lines for the `role="alert"` place. */
  assertive = $state.raw<readonly Utterance[]>([]);
  #next = 0;
  #recent: number[] = [];
  #held = 0;
  #heldChat = '';
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #wording: () => Wording;
  readonly #level: () => 'all' | 'mentions' | 'off';

  constructor(wording: () => Wording, level: () => 'all' | 'mentions' | 'off' = () => prefs.value.announce) {
    this.#wording = wording;
    this.#level = level;
  }

  /** Says `text` once the reader pauses. */
  announce(text: string): void {
    const line = this.#line(text);
    // Effects announce, and must not run again because something was said.
    this.polite = [...untrack(() => this.polite), line];
    setTimeout(() => (this.polite = this.polite.filter((other) => other !== line)), KEPT_MS);
  }

  /** Says `text` at once: an error that stops what the person was doing. */
  alert(text: string): void {
    const line = this.#line(text);
    this.assertive = [...untrack(() => this.assertive), line];
    setTimeout(() => (this.assertive = this.assertive.filter((other) => other !== line)), KEPT_MS);
  }

  /** Says an arrived message, or counts it into a summary when many come together. */
  arrived(arrival: Arrival): void {
    const level = this.#level();
    if (level === 'off' || (level === 'mentions' && !arrival.mentionsMe)) return;
    const now = Date.now();
    this.#recent = this.#recent.filter((at) => now - at < WINDOW_MS);
    this.#recent.push(now);
    if (this.#recent.length <= BURST && this.#timer === null) {
      this.announce(this.#wording().one(arrival.author, shorten(arrival.text)));
      return;
    }
    this.#held += 1;
    this.#heldChat = arrival.chat;
    this.#timer ??= setTimeout(() => this.#summarise(), WINDOW_MS);
  }

  /** Forgets arrivals that were not yet said: another chat was opened. */
  forget(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#held = 0;
    this.#recent = [];
  }

  #summarise(): void {
    const { many } = this.#wording();
    const [count, chat] = [this.#held, this.#heldChat];
    this.forget();
    this.announce(many(count, chat));
  }

  #line(text: string): Utterance {
    return { id: this.#next++, text };
  }
}

/** At most 250 characters, cut between words where there are words. */
export function shorten(text: string): string {
  const flat = text.replace(/\s+/gu, ' ').trim();
  const letters = [...flat];
  if (letters.length <= LONGEST) return flat;
  const cut = letters.slice(0, LONGEST - 1).join('');
  const space = cut.lastIndexOf(' ');
  return (space > LONGEST / 2 ? cut.slice(0, space) : cut) + '…';
}
