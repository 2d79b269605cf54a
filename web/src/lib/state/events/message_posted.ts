// `message_posted`: a person said something.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'MessageRow.svelte';

export function apply(on: Target, event: EventOf<'message_posted'>): void {
  on.post({
    id: event.message,
    group: event.group,
    seq: event.seq,
    as_of: event.seq,
    at: event.at,
    author: event.author,
    reply_to: event.reply_to,
    forwarded: event.forwarded,
    body: event.body,
    version: 0,
    edited_at: null,
    deleted: null,
    reactions: [],
    answer: null,
  });
}
