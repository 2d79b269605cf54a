// `member_joined`: the author became a member.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'member_joined'>): void {
  const member = {
    profile: event.author,
    joined_at: event.at,
    joined_seq: event.seq,
    sees_from: event.sees_from,
  };
  on.group((group) => ({
    ...group,
    members: [...group.members.filter((other) => other.profile !== event.author), member],
  }));
  // Who makes a group is in it; `group_created` has said so.
  if (event.via.by !== 'creating') on.notice(event);
}
