// The text of an answer that grows while everybody watches. It never jumps back and is never doubled.
import type { FrameOf, Id, Partial } from '../api/wire.ts';

type Delta = FrameOf<'delta'>;

/** What to do after a piece of text came: show it, ask the server for the whole text, or nothing. */
export type Step = 'grown' | 'ask' | 'nothing';

/** One growing answer. */
export class Writing {
  readonly run: Id;
  text: string;
  /** Pieces that came while the whole text was asked for. */
  #held: Delta[] | null = null;

  constructor(run: Id, text = '') {
    this.run = run;
    this.text = text;
  }

  /** Adds a piece of text. What is known already is cut off; beyond a gap the whole is asked for, once. */
  add(delta: Delta): Step {
    if (delta.run !== this.run) return 'nothing';
    if (delta.offset > this.text.length) {
      const isFirst = this.#held === null;
      (this.#held ??= []).push(delta);
      return isFirst ? 'ask' : 'nothing';
    }
    const fresh = delta.text.slice(this.text.length - delta.offset);
    if (fresh === '') return 'nothing';
    this.text += fresh;
    return 'grown';
  }

  /** Takes the whole text so far. A shorter one is older than what is shown, and ignored. */
  take(partial: Partial): Step {
    if (partial.run !== this.run) return 'nothing';
    const held = this.#held ?? [];
    this.#held = null;
    let step: Step = 'nothing';
    if (partial.text.length > this.text.length) {
      this.text = partial.text;
      step = 'grown';
    }
    for (const delta of held) {
      // A piece still out of reach: the next one that comes will ask again.
      if (delta.offset <= this.text.length && this.add(delta) === 'grown') step = 'grown';
    }
    return step;
  }

  /** The connection was lost, and with it what was asked. */
  forgetAsking(): void {
    this.#held = null;
  }
}

/** The text without half a character at its end, which the next piece completes. */
export function showable(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}
