// What one can do with a group from the list and the header.
import Archive from '@lucide/svelte/icons/archive';
import ArchiveRestore from '@lucide/svelte/icons/archive-restore';
import Bell from '@lucide/svelte/icons/bell';
import BellOff from '@lucide/svelte/icons/bell-off';
import CheckCheck from '@lucide/svelte/icons/check-check';
import LogOut from '@lucide/svelte/icons/log-out';
import Mail from '@lucide/svelte/icons/mail';
import Pin from '@lucide/svelte/icons/pin';
import PinOff from '@lucide/svelte/icons/pin-off';
import { clock, relativeTime, t } from '$lib/i18n/index.ts';
import type { App } from '$lib/state/app.svelte.ts';
import type { GroupState } from '$lib/state/index.ts';
import { toast, type MenuEntry, type MenuItem } from '$ui';
import { askToLeave } from '../people/leaving.ts';
import { problemWords } from '../system/problems.ts';

const HOUR_MS = 3_600_000;
const MUTES = [
  { key: 'sidebar-mute-hour', ms: HOUR_MS },
  { key: 'sidebar-mute-eight-hours', ms: 8 * HOUR_MS },
  { key: 'sidebar-mute-week', ms: 7 * 24 * HOUR_MS },
] as const;

/** Does what asks the server, and says where it could not be done. */
async function attempt(deed: () => Promise<unknown>): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (error) {
    toast(problemWords(error), { tone: 'danger' });
    return false;
  }
}

/** How long a group may be quiet; what holds now can be ended. */
export function muteEntries(group: GroupState): MenuItem[] {
  const { mute } = group.preferences;
  const onlyMentions = group.isMuted && (mute?.except_mentions ?? false);
  const entries: MenuItem[] = MUTES.map(({ key, ms }) => ({
    label: t(key),
    run: () => void attempt(() => group.mute(new Date(Date.now() + ms))),
  }));
  entries.push(
    {
      label: t('sidebar-mute-for-ever'),
      checked: group.isMuted && !onlyMentions && mute?.until === null,
      run: () => void attempt(() => group.mute(null)),
    },
    {
      label: t('sidebar-mute-mentions'),
      checked: onlyMentions,
      run: () => void attempt(() => group.mute(null, true)),
    },
  );
  if (!group.isMuted) return entries;
  const until = mute?.until ? Date.parse(mute.until) : null;
  const hint =
    until === null
      ? undefined
      : t('sidebar-muted-until', { when: `${relativeTime(until)}, ${clock(until)}` });
  return [
    {
      label: t('sidebar-unmute'),
      icon: Bell,
      ...(hint ? { hint } : {}),
      run: () => void attempt(() => group.unmute()),
    },
    ...entries,
  ];
}

/** The menu of a group in the list. */
export function groupEntries(app: App, group: GroupState): MenuEntry[] {
  const { is_pinned, is_archived } = group.preferences;
  const unread = group.unread.count > 0 || group.preferences.unread_from !== null;
  const first: MenuEntry[] = [
    is_pinned
      ? { label: t('sidebar-unpin'), icon: PinOff, run: () => void attempt(() => group.pin(false)) }
      : { label: t('sidebar-pin'), icon: Pin, run: () => void attempt(() => group.pin(true)) },
    { label: t('sidebar-mute'), icon: BellOff, items: muteEntries(group) },
  ];
  if (unread) first.push({ label: t('sidebar-mark-read'), icon: CheckCheck, run: () => group.markRead() });
  else if (group.last) {
    const run = () => void attempt(() => group.markUnread());
    first.push({ label: t('sidebar-mark-unread'), icon: Mail, run });
  }
  return [
    ...first,
    is_archived
      ? { label: t('sidebar-unarchive'), icon: ArchiveRestore, run: () => void archive(group, false) }
      : { label: t('sidebar-archive'), icon: Archive, run: () => void archive(group, true) },
    '---',
    { label: t('sidebar-leave'), icon: LogOut, danger: true, run: () => void askToLeave(app, group) },
  ];
}

async function archive(group: GroupState, on: boolean): Promise<void> {
  if (!(await attempt(() => group.archive(on))) || !on) return;
  toast(t('sidebar-archived-done', { group: group.name }), {
    action: { label: t('common-undo'), run: () => void attempt(() => group.archive(false)) },
  });
}
