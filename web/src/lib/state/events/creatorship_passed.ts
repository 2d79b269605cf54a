// `creatorship_passed`: the creator left, and the longest-standing member became the creator.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'creatorship_passed'>): void {
  on.group((group) => ({ ...group, creator: event.to }));
  on.notice(event);
}
