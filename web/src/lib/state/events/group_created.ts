// `group_created`: somebody made the group.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'group_created'>): void {
  on.group((group) => ({
    ...group,
    name: event.name,
    photo: event.photo,
    seats: event.seats,
    creator: event.author,
    created_at: event.at,
  }));
  on.notice(event);
}
