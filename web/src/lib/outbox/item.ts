// What waits to be sent.
import type { Body, Id, Message, ProblemBody, Seq } from '../api/wire.ts';
import { withReaction, withoutReaction } from '../state/reactions.ts';

/** What a person did and the server does not know yet. */
export type Action =
  | {
      kind: 'post';
      message: Id;
      body: Body | null;
      reply_to: Id | null;
      forward: { group: Id; message: Id } | null;
    }
  | { kind: 'edit'; message: Id; body: Body }
  | { kind: 'delete'; message: Id }
  | { kind: 'react'; message: Id; emoji: string; on: boolean };

/** One unsent action. */
export interface Item {
  /** For a post the id of its message, so that sending twice posts once. */
  id: Id;
  account: Id;
  group: Id;
  action: Action;
  /** `sent`: acknowledged, and not yet seen among the events. */
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  /** Why it failed; kept for the person to read. */
  problem: ProblemBody | null;
  /** Not to be sent before, in milliseconds since 1970: a delete can be taken back until it is released, or then. */
  notBefore: number | null;
  madeAt: number;
  /** The place at which its event stands, once sent. */
  seq: Seq | null;
}

/** How long a delete waits to be released. Whoever made it may have died, or left the pointer on the offer to undo it. */
export const UNDO_MS = 60_000;

/** Whether an action changes a message that is there. */
export function touches(item: Item, message: Id): boolean {
  return item.action.kind !== 'post' && item.action.message === message;
}

/** The message as its author wants it to be: with the unsent actions on it done. Failed ones are not done. */
export function overlay(message: Message, items: readonly Item[], me: Id): Message {
  return items.reduce((shown, item) => (item.state === 'failed' ? shown : act(shown, item, me)), message);
}

function act(message: Message, { action, madeAt }: Item, me: Id): Message {
  const at = new Date(madeAt).toISOString();
  switch (action.kind) {
    case 'post':
      return message;
    case 'edit':
      return message.deleted ? message : { ...message, body: action.body, edited_at: at };
    case 'delete':
      return { ...message, body: null, reactions: [], deleted: message.deleted ?? { by: me, at } };
    case 'react':
      if (message.deleted) return message;
      return (action.on ? withReaction : withoutReaction)(message, action.emoji, me);
  }
}

/** The message that an unsent post will become, to be shown at the end of the thread. */
export function previewOf(item: Item, me: Id): Message | null {
  const { action, group, madeAt } = item;
  if (action.kind !== 'post') return null;
  return {
    id: action.message,
    group,
    seq: Number.MAX_SAFE_INTEGER,
    as_of: 0,
    at: new Date(madeAt).toISOString(),
    author: me,
    reply_to: action.reply_to,
    forwarded: action.forward !== null,
    body: action.body,
    version: 0,
    edited_at: null,
    deleted: null,
    reactions: [],
    answer: null,
  };
}
