// `group_deleted`: the creator deleted the group for all.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'group_deleted'>): void {
  on.group((group) => ({ ...group, deleted: true }));
  on.notice(event);
}
