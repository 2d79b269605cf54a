// `group_photo_changed`: the group has another photo, or none.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'group_photo_changed'>): void {
  on.group((group) => ({ ...group, photo: event.photo }));
  on.notice(event);
}
