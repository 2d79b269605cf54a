// The line below the field: what is going on, and when the assistants answer.
import { list, t } from '$lib/i18n/index.ts';
import type { GroupState } from '$lib/state/index.ts';

/** More names than this are counted. */
const NAMED = 2;

/** "Ana and Jonas are typing…"; empty when nobody does. */
export function typingWords({ typing }: Pick<GroupState, 'typing'>): string {
  const names = typing.map((profile) => profile.name);
  if (names.length === 0) return '';
  if (names.length <= NAMED) return t('composer-typing', { who: list(names), count: names.length });
  return t('composer-typing-many', { count: names.length });
}

/** What the assistants do: wait for somebody to finish, answer when called, or nothing at all. */
export function assistantWords(group: GroupState, isAvailable: boolean, isLive: boolean): string {
  if (!isLive) return t('composer-offline');
  const seat = group.assistants[0];
  if (!seat) return '';
  const assistant = seat.profile.name;
  const held = group.waiting[0];
  if (held) {
    const author = held.call === null ? undefined : group.typing[0]?.name;
    return author === undefined
      ? t('composer-waiting', { assistant: held.assistant.name })
      : t('composer-waiting-for', { assistant: held.assistant.name, who: author });
  }
  if (group.answering.length > 0) return '';
  if (!isAvailable) return t('composer-no-model', { assistant });
  return seat.seat.mode === 'off'
    ? t('composer-off', { assistant })
    : t('composer-when-called', { assistant });
}
