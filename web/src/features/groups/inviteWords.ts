// What a link can still do, in one line.
import type { Invite } from '$lib/api/wire.ts';
import { relativeTime, t } from '$lib/i18n/index.ts';

/** The limits of a link that are worth knowing before it is passed on. */
export function inviteWords(invite: Pick<Invite, 'expires_at' | 'max_uses' | 'uses' | 'approval'>): string {
  const parts = [invite.approval ? t('groups-link-approval') : t('groups-link-anyone')];
  if (invite.expires_at)
    parts.push(t('groups-link-expires', { when: relativeTime(Date.parse(invite.expires_at)) }));
  if (invite.max_uses !== null) {
    parts.push(t('groups-link-uses', { left: Math.max(0, invite.max_uses - invite.uses) }));
  }
  return parts.join(' ');
}
