// What an event acts on. The files in `events/` say what changes; the target decides whether it knows already.
import type { Event, Group, Id, Message, Seq } from '../api/wire.ts';

/** Something that events change. A change that this target has taken before, or that concerns nothing it holds, is left out. */
export interface Target {
  /** Changes the group itself. */
  group(change: (group: Group) => Group): void;
  /** Puts a new message at the end of the thread. */
  post(message: Message): void;
  /** Changes an earlier message. */
  message(touch: { message: Id; message_seq: Seq }, change: (message: Message) => Message): void;
  /** Stands in the thread by itself, as a line about the group. */
  notice(event: Event): void;
}
