// `removal_lifted`: somebody who was removed may join again.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'removal_lifted'>): void {
  on.group((group) => ({
    ...group,
    removed: group.removed.filter((removal) => removal.profile !== event.member),
  }));
  on.notice(event);
}
