// `invite_reset`: a link was reset; the old one has stopped working.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'invite_reset'>): void {
  on.notice(event);
}
