// `settings_right_changed`: who may change settings was changed.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'settings_right_changed'>): void {
  on.group((group) => ({ ...group, settings_right: event.right }));
  on.notice(event);
}
