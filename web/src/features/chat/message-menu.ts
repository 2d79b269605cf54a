// The menu of a message, with everything that only it needs; loaded when one is first opened.
import Copy from '@lucide/svelte/icons/copy';
import Eye from '@lucide/svelte/icons/eye';
import Forward from '@lucide/svelte/icons/forward';
import History from '@lucide/svelte/icons/history';
import Info from '@lucide/svelte/icons/info';
import Link from '@lucide/svelte/icons/link';
import Mail from '@lucide/svelte/icons/mail';
import Pencil from '@lucide/svelte/icons/pencil';
import Pin from '@lucide/svelte/icons/pin';
import PinOff from '@lucide/svelte/icons/pin-off';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import Reply from '@lucide/svelte/icons/reply';
import Smile from '@lucide/svelte/icons/smile';
import Square from '@lucide/svelte/icons/square';
import StepForward from '@lucide/svelte/icons/step-forward';
import Trash from '@lucide/svelte/icons/trash-2';
import { t } from '$lib/i18n/index.ts';
import type { MessageRow } from '$lib/state/index.ts';
import type { MenuEntry, MenuItem } from '$ui';
import { allowedOn, copyText, toClipboard, togglePin } from './message-actions.ts';
import { chooseModel } from './models.ts';
import type { ChatScene } from './scene.svelte.ts';

/** What stands above the entries. */
export { default as QuickReactions } from './QuickReactions.svelte';

/** The whole menu of a message. `hasQuick`: reactions are offered above it. */
export function messageEntries(
  row: MessageRow,
  chat: ChatScene,
  anchor: HTMLElement,
  hasQuick = false,
): MenuEntry[] {
  const can = allowedOn(row, chat);
  const { message } = row;
  const { thread } = chat;
  const online = chat.isLive ? {} : { disabled: true, hint: t('chat-needs-connection') };
  const groups: (MenuItem | null)[][] = [
    [
      can.isWriting
        ? {
            label: t('chat-ai-stop'),
            icon: Square,
            ...online,
            run: () => void chat.attempt(() => thread.stop(message.id)),
          }
        : null,
      can.reply
        ? { label: t('chat-reply'), icon: Reply, shortcut: 'r', run: () => chat.reply(message) }
        : null,
      can.react && !hasQuick
        ? {
            label: t('chat-react'),
            icon: Smile,
            shortcut: '+',
            run: () => (chat.picking = { message, anchor }),
          }
        : null,
      can.edit ? { label: t('chat-edit'), icon: Pencil, shortcut: 'e', run: () => chat.edit(message) } : null,
    ],
    [
      can.continue
        ? {
            label: t('chat-ai-continue'),
            icon: StepForward,
            ...online,
            run: () => void chat.attempt(() => thread.continue(message.id)),
          }
        : null,
      can.redo
        ? {
            label: t('chat-ai-redo'),
            icon: RefreshCw,
            ...online,
            run: () => void chat.attempt(() => thread.redo(message.id)),
          }
        : null,
      can.redo
        ? {
            label: t('chat-ai-redo-with'),
            icon: RefreshCw,
            ...online,
            run: () => void chooseModel(chat, message, anchor),
          }
        : null,
      can.details
        ? { label: t('chat-ai-details'), icon: Info, run: () => (chat.dialog = { kind: 'answer', message }) }
        : null,
    ],
    [
      can.copy
        ? { label: t('chat-copy-text'), icon: Copy, shortcut: 'c', run: () => void copyText(row) }
        : null,
      can.share ? { label: t('chat-copy-link'), icon: Link, run: () => void toClipboard(linkTo(row)) } : null,
      can.share && can.copy
        ? { label: t('chat-forward'), icon: Forward, run: () => (chat.dialog = { kind: 'forward', message }) }
        : null,
      can.share && !can.isWriting ? pinEntry(row, chat) : null,
      can.share
        ? {
            label: t('chat-mark-unread'),
            icon: Mail,
            run: () => void chat.attempt(() => thread.markUnread(message)),
          }
        : null,
    ],
    [
      message.edited_at && !message.deleted
        ? {
            label: t('chat-versions'),
            icon: History,
            run: () => (chat.dialog = { kind: 'versions', message }),
          }
        : null,
      row.isMine && can.share
        ? { label: t('chat-seen-by'), icon: Eye, run: () => (chat.dialog = { kind: 'seen', message }) }
        : null,
      message.reactions.length > 0
        ? {
            label: t('chat-reactions-who'),
            icon: Smile,
            run: () => (chat.dialog = { kind: 'reactions', message }),
          }
        : null,
    ],
    [
      can.delete
        ? {
            label: t('chat-delete'),
            icon: Trash,
            shortcut: 'delete',
            danger: true,
            run: () => chat.delete(message),
          }
        : null,
    ],
  ];
  return separated(groups);
}

function pinEntry({ message }: MessageRow, chat: ChatScene): MenuItem {
  return chat.isPinned(message)
    ? { label: t('chat-unpin'), icon: PinOff, shortcut: 'p', run: () => togglePin(message.id, chat) }
    : { label: t('chat-pin'), icon: Pin, shortcut: 'p', run: () => togglePin(message.id, chat) };
}

function linkTo({ message }: MessageRow): string {
  return new URL(`/c/${message.group}/m/${message.id}`, location.href).href;
}

function separated(groups: readonly (readonly (MenuItem | null)[])[]): MenuEntry[] {
  const filled = groups
    .map((group) => group.filter((item) => item !== null))
    .filter((group) => group.length > 0);
  return filled.flatMap((group, index): MenuEntry[] => (index === 0 ? group : ['---', ...group]));
}
