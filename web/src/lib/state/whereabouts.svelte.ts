// Where a reader is in a thread, and where the list should go.
import type { Id, Message, Seq } from '../api/wire.ts';

/** Where the list should go. Each wish has a new `id`. */
export type Target = { id: number } & (
  | { to: 'end' }
  | { to: 'unread' }
  | { to: 'message'; message: Id; flash: boolean }
  | { to: 'anchor'; message: Id; offset: number }
);
/** A wish without its number. */
export type Wish =
  | { to: 'end' }
  | { to: 'unread' }
  | { to: 'message'; message: Id; flash: boolean }
  | { to: 'anchor'; message: Id; offset: number };
/** The row that is held in place, and how far it is from the top of the view, in pixels. */
export interface Anchor {
  message: Id;
  offset: number;
}

export class Whereabouts {
  target = $state.raw<Target>({ id: 0, to: 'end' });
  /** Changes when a fresh list has to be mounted. */
  generation = $state(0);
  divider = $state.raw<{ seq: Seq; count: number } | null>(null);
  unseen = $state.raw<{ count: number; mentions: number }>({ count: 0, mentions: 0 });
  isAtEnd = $state(true);
  /** Messages that were left by a jump, to go back to. */
  trail = $state.raw<readonly Id[]>([]);
  /** Where the reader was when the chat was left. */
  anchor: Anchor | null = null;
  /** The row that is held now; `null` at the end, `undefined` before the list has gone anywhere. */
  held: Anchor | null | undefined;
  /** The last message that was reported as seen. */
  lastSeen: Seq = 0;

  /** Asks the list to go somewhere. */
  go(wish: Wish): void {
    this.target = { ...wish, id: this.target.id + 1 };
  }

  /** Asks for a fresh list that begins there. */
  remount(wish: Wish): void {
    this.generation += 1;
    this.held = undefined;
    this.go(wish);
  }

  setAtEnd(isAtEnd: boolean): void {
    this.isAtEnd = isAtEnd;
    if (isAtEnd) this.unseen = NONE_UNSEEN;
  }

  /** The wish to stay; `wish` where the list has not gone anywhere yet. */
  stay(wish: Wish): Wish {
    if (this.held === undefined) return wish;
    return this.held ? { to: 'anchor', ...this.held } : { to: 'end' };
  }

  /** Something came. `isWatched`: the reader looks at this window. */
  arrived(message: Message, mentionsMe: boolean, isWatched: boolean): void {
    if (!this.isAtEnd) {
      const { count, mentions } = this.unseen;
      this.unseen = { count: count + 1, mentions: mentions + (mentionsMe ? 1 : 0) };
    }
    // Whoever comes back to the window finds what came meanwhile below a divider.
    if (!isWatched && this.divider === null) this.divider = { seq: message.seq, count: 1 };
    else if (!isWatched && this.divider) this.divider = { ...this.divider, count: this.divider.count + 1 };
  }

  /** Everything before is read: I answered, or left. */
  settle(): void {
    this.divider = null;
    this.unseen = NONE_UNSEEN;
  }
}

const NONE_UNSEEN = { count: 0, mentions: 0 };
