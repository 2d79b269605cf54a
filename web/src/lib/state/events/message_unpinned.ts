// `message_unpinned`: a message is no longer pinned.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'message_unpinned'>): void {
  on.group((group) => ({
    ...group,
    pins: group.pins.filter((pin) => pin.message !== event.message),
  }));
  on.notice(event);
}
