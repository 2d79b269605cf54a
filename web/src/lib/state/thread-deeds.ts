// What a member does in a thread. What is written goes through the outbox and is shown at once; the rest asks the server.
import type { Body, Id, Message, Version } from '../api/wire.ts';
import type { Deletion } from '../outbox/outbox.svelte.ts';
import type { App } from './app.svelte.ts';
import type { Whereabouts } from './whereabouts.svelte.ts';

/** Somebody who goes on typing says so this often. */
const TYPING_AGAIN_MS = 3_000;
/** Without a keystroke for so long nobody types. */
const TYPING_OVER_MS = 5_000;

/** The doings of `Thread`. */
export abstract class ThreadDeeds {
  abstract readonly id: Id;
  protected abstract get app(): App;
  protected abstract get where(): Whereabouts;
  /** A message was marked as unread; what is in view is not reported until the chat is opened anew. */
  protected readsPaused = false;
  #typingSince = 0;
  #typingOver: ReturnType<typeof setTimeout> | null = null;

  /** Says something. */
  send({ text, mentions, reply_to = null }: Body & { reply_to?: Id | null }): void {
    this.app.outbox.post(this.id, { body: { text, mentions }, reply_to, forward: null });
    this.#wrote();
  }

  /** Copies a message into this thread. Its text is shown here once the server has copied it. */
  forward(from: { group: Id; message: Id }, body: Body | null = null): void {
    this.app.outbox.post(this.id, { body, reply_to: null, forward: from });
    this.#wrote();
  }

  edit(message: Id, body: Body): void {
    this.app.outbox.edit(this.id, message, body);
  }

  /** Deletes once that is released. */
  delete(message: Id): Deletion {
    return this.app.outbox.delete(this.id, message);
  }

  react(message: Id, emoji: string, on: boolean): void {
    this.app.outbox.react(this.id, message, emoji, on);
  }

  /** Stops an answer; its text stays. */
  async stop(message: Id): Promise<void> {
    await this.app.api.post('/groups/{g}/messages/{m}/stop', { path: this.#path(message) });
  }
  /** Tries a failed or interrupted answer again. */
  async retry(message: Id): Promise<void> {
    await this.app.api.post('/groups/{g}/messages/{m}/retry', { path: this.#path(message) });
  }
  /** Asks for another answer, perhaps of another model. */
  async redo(message: Id, model?: Id): Promise<void> {
    const body = model ? { model } : {};
    await this.app.api.post('/groups/{g}/messages/{m}/redo', { path: this.#path(message), body });
  }
  /** Asks for more of an answer that broke off. */
  async continue(message: Id): Promise<void> {
    await this.app.api.post('/groups/{g}/messages/{m}/continue', { path: this.#path(message) });
  }
  /** What a message said, oldest first. */
  async versions(message: Id): Promise<Version[]> {
    return this.app.api.get('/groups/{g}/messages/{m}/versions', { path: this.#path(message) });
  }

  /** Marks a message and what follows as unread. */
  async markUnread(message: Message): Promise<void> {
    await this.app.groups.get(this.id)?.markUnread(message.seq);
  }

  /** What is in view is not reported until the chat is opened anew, or something is written. */
  pauseReads(): void {
    this.readsPaused = true;
  }

  /** Something was typed into the composer; or it is empty now. */
  typed(isEmpty = false): void {
    if (this.#typingOver) clearTimeout(this.#typingOver);
    this.#typingOver = null;
    if (isEmpty) {
      if (this.#typingSince > 0) this.app.connection.send({ type: 'typing', group: this.id, on: false });
      this.#typingSince = 0;
      return;
    }
    this.#typingOver = setTimeout(() => this.typed(true), TYPING_OVER_MS);
    if (Date.now() - this.#typingSince < TYPING_AGAIN_MS) return;
    this.#typingSince = Date.now();
    this.app.connection.send({ type: 'typing', group: this.id, on: true });
  }

  /** Goes to the newest message. */
  abstract jumpToLatest(): Promise<boolean>;

  /** What was forwarded into another chat than the one in front says nothing of what was read there. */
  #wrote(): void {
    if (this.app.openGroup !== this.id) return;
    this.typed(true);
    this.readsPaused = false;
    this.where.settle();
    this.app.groups.get(this.id)?.markRead();
    void this.jumpToLatest();
  }

  #path(message: Id): { g: Id; m: Id } {
    return { g: this.id, m: message };
  }
}
