// `reaction_removed`: the author took a reaction back.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';
import { withoutReaction } from '../reactions.ts';

/** Shows it. */
export const component = 'ReactionBar.svelte';

export function apply(on: Target, event: EventOf<'reaction_removed'>): void {
  on.message(event, (message) => withoutReaction(message, event.emoji, event.author));
}
