// `newcomers_changed`: what newcomers see was changed.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'newcomers_changed'>): void {
  on.group((group) => ({ ...group, newcomers: event.newcomers }));
  on.notice(event);
}
