// `message_pinned`: a message was pinned.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'message_pinned'>): void {
  on.group((group) => {
    if (group.pins.some((pin) => pin.message === event.message)) return group;
    const { message, message_seq, author, at } = event;
    return { ...group, pins: [...group.pins, { message, message_seq, by: author, at }] };
  });
  on.notice(event);
}
