// `member_left`: the author left.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'member_left'>): void {
  on.group((group) => ({
    ...group,
    members: group.members.filter((member) => member.profile !== event.author),
  }));
  on.notice(event);
}
