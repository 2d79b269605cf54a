// `group_renamed`: the group has another name.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'group_renamed'>): void {
  on.group((group) => ({ ...group, name: event.name }));
  on.notice(event);
}
