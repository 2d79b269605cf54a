// The keys of a focused message. Single letters can be turned off (WCAG 2.1.4).
import { matches } from '$lib/a11y/keys.ts';
import { prefs } from '$lib/prefs/prefs.svelte.ts';
import type { MessageRow } from '$lib/state/index.ts';
import { openMenu } from '$ui';
import { t } from '$lib/i18n/index.ts';
import { allowedOn, copyText, togglePin } from './message-actions.ts';
import type { ChatScene } from './scene.svelte.ts';

/** Does what a key on a row asks for. */
export function rowKey(event: KeyboardEvent, row: MessageRow, chat: ChatScene): void {
  const anchor = event.target as HTMLElement;
  const deed = deedOf(event, row, chat, anchor);
  if (!deed) return;
  event.preventDefault();
  event.stopPropagation();
  deed();
}

function deedOf(
  event: KeyboardEvent,
  row: MessageRow,
  chat: ChatScene,
  anchor: HTMLElement,
): (() => void) | null {
  const { message } = row;
  const can = allowedOn(row, chat);
  if (event.key === 'ContextMenu' || matches(event, 'shift+f10')) {
    const entries = import('./message-menu.ts').then((menu) => menu.messageEntries(row, chat, anchor));
    return () => openMenu({ label: t('chat-message-menu'), entries, anchor }, event);
  }
  if (matches(event, 'delete')) return can.delete ? () => chat.delete(message) : null;
  if (!prefs.value.singleKeys || event.ctrlKey || event.metaKey || event.altKey) return null;
  switch (event.key.toLowerCase()) {
    case 'r':
      return can.reply ? () => chat.reply(message) : null;
    case 'e':
      return can.edit ? () => chat.edit(message) : null;
    case '+':
      return can.react ? () => (chat.picking = { message, anchor }) : null;
    case 'c':
      return can.copy ? () => void copyText(row) : null;
    case 'p':
      return can.share && !can.isWriting ? () => togglePin(message.id, chat) : null;
    default:
      return null;
  }
}
