// `message_edited`: the author changed what a message says.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'MessageRow.svelte';

export function apply(on: Target, event: EventOf<'message_edited'>): void {
  on.message(event, (message) =>
    message.deleted ? message : { ...message, body: event.body, version: event.version, edited_at: event.at },
  );
}
