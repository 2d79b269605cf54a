// What a screen reader is told of a row of the thread.
import { clock, t } from '$lib/i18n/index.ts';
import type { RowDescription } from '$lib/list/index.ts';
import type { MessageRow, Row } from '$lib/state/index.ts';
import type { ChatScene } from './scene.svelte.ts';

/** "Jonas, 18:20, replying to Ana, 3 reactions". */
export function describeRow(row: Row, scene: ChatScene): RowDescription {
  if (row.kind !== 'message') return { kind: 'divider' };
  const { answer } = row.message;
  return { kind: 'message', label: labelOf(row, scene), busy: answer !== null && answer.ended === null };
}

function labelOf({ message, isMine, sending, mentionsMe }: MessageRow, scene: ChatScene): string {
  const parts = [
    isMine ? t('chat-you') : scene.nameOf(message.author),
    ...(message.answer ? [t('chat-label-ai')] : []),
    clock(Date.parse(message.at)),
  ];
  if (sending) parts.push(t(sending.state === 'failed' ? 'chat-label-not-sent' : 'chat-label-sending'));
  if (mentionsMe) parts.push(t('chat-label-mentions-you'));
  if (message.reply_to && !message.answer) {
    const quoted = scene.thread.find(message.reply_to);
    if (quoted) parts.push(t('chat-label-replying', { author: scene.nameOf(quoted.author) }));
  }
  if (message.deleted) parts.push(t('chat-label-deleted'));
  else if (message.edited_at) parts.push(t('chat-edited'));
  const reactions = message.reactions.reduce((sum, one) => sum + one.by.length, 0);
  if (reactions > 0) parts.push(t('chat-label-reactions', { count: reactions }));
  return parts.reduce((first, next) => t('chat-label-next', { first, next }));
}
