// `reaction_added`: the author reacted to a message.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';
import { withReaction } from '../reactions.ts';

/** Shows it. */
export const component = 'ReactionBar.svelte';

export function apply(on: Target, event: EventOf<'reaction_added'>): void {
  on.message(event, (message) =>
    message.deleted ? message : withReaction(message, event.emoji, event.author),
  );
}
