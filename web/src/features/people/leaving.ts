// Ways out of a group, each after a question that names it. The sidebar's menu and the panel share them.
import { t } from '$lib/i18n/index.ts';
import type { App } from '$lib/state/app.svelte.ts';
import type { GroupState } from '$lib/state/index.ts';
import { confirm } from '$ui';
import { attempt } from './problems.ts';

/** Who the group passes to when its creator leaves: the longest-standing of the others. */
export function heirOf(group: Pick<GroupState, 'people' | 'group'>): string | null {
  const others = group.people.filter(({ profile }) => profile.id !== group.group.creator);
  const first = [...others].sort((a, b) => a.member.joined_seq - b.member.joined_seq)[0];
  return first?.profile.name ?? null;
}

/** Asks whether to leave, and leaves. Resolves to whether I am out. */
export async function askToLeave(app: App, group: GroupState): Promise<boolean> {
  const { name } = group;
  const isSure = await confirm({
    title: t('people-leave-title', { name }),
    body: leavingWords(app, group),
    action: t('people-leave'),
  });
  return isSure && attempt(() => group.leave());
}

/** Asks the creator to type the name, and deletes for everyone. Resolves to whether it is gone. */
export async function askToDelete(group: GroupState): Promise<boolean> {
  const { name } = group;
  const isSure = await confirm({
    title: t('people-delete-title', { name }),
    body: t('people-delete-body'),
    action: t('people-delete'),
    typed: name,
  });
  return isSure && attempt(() => group.delete(name));
}

function leavingWords(app: App, group: GroupState): string {
  if (group.people.length <= 1) return t('people-leave-last');
  const heir = group.group.creator === app.me ? heirOf(group) : null;
  return heir === null ? t('people-leave-body') : t('people-leave-creator', { heir });
}
