// `member_removed`: the author removed a member.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'member_removed'>): void {
  on.group((group) => {
    const member = group.members.find((other) => other.profile === event.member);
    if (!member) return group;
    return {
      ...group,
      members: group.members.filter((other) => other !== member),
      removed: [...group.removed, { ...member, by: event.author, at: event.at }],
    };
  });
  on.notice(event);
}
