// The answers that are being written in one group.
import { SvelteMap } from 'svelte/reactivity';
import type { Event, FrameOf, Id, Partial } from '../api/wire.ts';
import { showable, Writing } from './writing.ts';

/** So many ended answers are remembered, to know their late pieces. */
const ENDED_MAX = 200;

export class Texts {
  /** The text to show, by message. Reactive for each message alone. */
  #shown = new SvelteMap<Id, string>();
  /** Who writes; null where only the text is known. */
  #writers = new SvelteMap<Id, Id | null>();
  #writings = new Map<Id, Writing>();
  #ended = new Set<Id>();

  /** The text so far of an answer being written; `undefined` where none is. */
  of(message: Id): string | undefined {
    return this.#shown.get(message);
  }

  /** The answers being written, with who writes. */
  get answering(): [message: Id, assistant: Id | null][] {
    return [...this.#writers];
  }

  /** All texts so far. */
  all(): Partial[] {
    return [...this.#writings].map(([message, { run, text }]) => ({ message, run, text }));
  }

  /** An answer begins or ends. */
  take(event: Event): void {
    if (event.kind === 'run_began') {
      const { message, run, assistant } = event.run;
      if (this.#ended.has(message)) return;
      this.#writers.set(message, assistant);
      if (!this.#writings.has(message)) this.#begin(message, run);
    } else if (event.kind === 'run_ended' || event.kind === 'message_deleted') this.#end(event.message);
  }

  /** A piece of text came. Says whether the whole text has to be asked for. */
  add(delta: FrameOf<'delta'>): boolean {
    if (this.#ended.has(delta.message)) return false;
    const writing = this.#writings.get(delta.message) ?? this.#begin(delta.message, delta.run);
    const step = writing.add(delta);
    if (step === 'grown') this.#shown.set(delta.message, showable(writing.text));
    return step === 'ask';
  }

  /** The whole text so far came. */
  takeWhole(partial: Partial): void {
    if (this.#ended.has(partial.message)) return;
    const writing = this.#writings.get(partial.message) ?? this.#begin(partial.message, partial.run);
    if (writing.take(partial) === 'grown') this.#shown.set(partial.message, showable(writing.text));
  }

  /** All answers being written now; others have ended. */
  takeList(partials: readonly Partial[]): void {
    const running = new Set(partials.map((partial) => partial.message));
    for (const message of [...this.#writings.keys()]) if (!running.has(message)) this.#drop(message);
    for (const partial of partials) this.takeWhole(partial);
  }

  /** The connection was lost, and with it what was asked. */
  disconnected(): void {
    for (const writing of this.#writings.values()) writing.forgetAsking();
  }

  #begin(message: Id, run: Id): Writing {
    const writing = new Writing(run);
    this.#writings.set(message, writing);
    this.#shown.set(message, '');
    if (!this.#writers.has(message)) this.#writers.set(message, null);
    return writing;
  }

  #drop(message: Id): void {
    this.#writings.delete(message);
    this.#shown.delete(message);
    this.#writers.delete(message);
  }

  #end(message: Id): void {
    this.#drop(message);
    this.#ended.add(message);
    const [oldest] = this.#ended;
    if (this.#ended.size > ENDED_MAX && oldest !== undefined) this.#ended.delete(oldest);
  }
}
