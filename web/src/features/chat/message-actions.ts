// What one can do with a message. Its menu is in `message-menu.ts`.
import { t } from '$lib/i18n/index.ts';
import type { MessageRow } from '$lib/state/index.ts';
import { toast } from '$ui';
import type { ChatScene } from './scene.svelte.ts';

/** What a message allows me. */
export interface Allowed {
  reply: boolean;
  react: boolean;
  copy: boolean;
  edit: boolean;
  delete: boolean;
  /** Whether it is at the server, so that others can be pointed to it. */
  share: boolean;
  isWriting: boolean;
  /** Whether how an answer came about can be looked at. */
  details: boolean;
  /** Whether an answer may be asked for again. */
  redo: boolean;
  continue: boolean;
}

/** How an answer ends that can go on. */
const UNFINISHED = new Set<string | undefined>(['stopped', 'cut', 'interrupted']);

/** What I may do with the message of `row`. */
export function allowedOn(row: MessageRow, chat: ChatScene): Allowed {
  const { message, isMine, sending } = row;
  const here = sending === null || sending.state === 'sent';
  // What has not gone out can still be changed or given up.
  const mine = isMine && (here || sending.state === 'waiting');
  const alive = message.deleted === null;
  const ended = message.answer?.ended ?? null;
  const isWriting = message.answer !== null && ended === null;
  const isAnswered = alive && ended !== null;
  // A silent assistant says nothing, whoever asks.
  const speaks = isAnswered && chat.group.speaks(message.author);
  const text = message.body !== null;
  return {
    reply: here && alive && !isWriting && text,
    react: here && alive && !isWriting && text,
    copy: alive && text,
    edit: mine && alive && text && !message.forwarded,
    // The creator may delete anything; others what is theirs (MSG-3).
    delete: alive && !isWriting && (mine || (here && chat.group.isCreator)),
    share: here && alive,
    isWriting,
    details: isAnswered,
    redo: speaks,
    continue: speaks && UNFINISHED.has(ended?.outcome.outcome),
  };
}

/** Whether the menu of the message of `row` would have any entry. */
export function offersAnything(row: MessageRow, chat: ChatScene): boolean {
  return Object.values(allowedOn(row, chat)).some(Boolean);
}

/** Copies the text as it was written. */
export async function copyText(row: MessageRow): Promise<void> {
  await toClipboard(row.message.body?.text ?? '');
}

/** Copies, and says whether it worked. */
export async function toClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(t('common-copied'));
  } catch {
    toast(t('chat-copy-refused'), { tone: 'danger' });
  }
}

/** Pins, or takes the pin away. */
export function togglePin(message: string, chat: ChatScene): void {
  const isPinned = chat.group.group.pins.some((pin) => pin.message === message);
  void chat.attempt(() => (isPinned ? chat.group.unpinMessage(message) : chat.group.pinMessage(message)));
}
