// `message_deleted`: a message was deleted: its tombstone stays, its content is erased.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'MessageRow.svelte';

export function apply(on: Target, event: EventOf<'message_deleted'>): void {
  on.group((group) => ({
    ...group,
    pins: group.pins.filter((pin) => pin.message !== event.message),
  }));
  on.message(event, (message) => ({
    ...message,
    body: null,
    reactions: [],
    deleted: { by: event.author, at: event.at },
  }));
}
