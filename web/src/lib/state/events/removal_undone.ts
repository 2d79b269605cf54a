// `removal_undone`: the author took a removal back within ten seconds; the membership goes on as it was.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'removal_undone'>): void {
  on.group((group) => {
    const removal = group.removed.find((other) => other.profile === event.member);
    if (!removal) return group;
    const { by: _by, at: _at, ...member } = removal;
    return {
      ...group,
      members: [...group.members, member].sort((a, b) => a.joined_seq - b.joined_seq),
      removed: group.removed.filter((other) => other !== removal),
    };
  });
  on.notice(event);
}
