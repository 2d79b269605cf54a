// The one line that the list shows of a group.
import type { Id, Message } from '$lib/api/index.ts';
import { t } from '$lib/i18n/index.ts';
import { previewOf } from '$lib/md/index.ts';
import type { GroupState } from '$lib/state/index.ts';
import { typingWords } from '../composer/hint.ts';

/** Longer is never seen. */
const LONGEST = 120;

/** The line, with what comes before it in another colour. */
export interface PreviewLine {
  tone: 'plain' | 'accent' | 'ai' | 'danger';
  /** "Draft:"; empty where nothing precedes. */
  label: string;
  text: string;
}

/** What is happening in a group, or was said last. */
export function previewLine(group: GroupState, nameOf: (id: Id) => string | undefined): PreviewLine {
  const { preview } = group;
  switch (preview.kind) {
    case 'typing':
      return { tone: 'accent', label: '', text: typingWords(group) };
    case 'answering':
      return {
        tone: 'ai',
        label: '',
        text: t('chat-answering', { assistant: preview.assistant?.name ?? t('chat-somebody') }),
      };
    case 'draft':
      return { tone: 'accent', label: t('sidebar-draft'), text: words(preview.text, 'person', nameOf) };
    case 'unsent':
      return preview.failed
        ? { tone: 'danger', label: t('sidebar-not-sent'), text: words(preview.text, 'person', nameOf) }
        : {
            tone: 'plain',
            label: '',
            text: t('sidebar-preview-you', { text: words(preview.text, 'person', nameOf) }),
          };
    case 'message': {
      const text = messageWords(preview.message, nameOf);
      if (preview.isMine) return { tone: 'plain', label: '', text: t('sidebar-preview-you', { text }) };
      const author = preview.author?.name ?? t('chat-somebody');
      return { tone: 'plain', label: '', text: t('sidebar-preview', { author, text }) };
    }
    case 'empty':
      return { tone: 'plain', label: '', text: t('sidebar-preview-empty') };
  }
}

function messageWords(message: Message, nameOf: (id: Id) => string | undefined): string {
  if (message.deleted) return t('chat-message-deleted');
  if (message.body) {
    return previewOf(message.body.text, LONGEST, {
      trust: message.answer ? 'assistant' : 'person',
      mentions: message.body.mentions,
      nameOf,
    });
  }
  return message.answer?.ended ? t('sidebar-preview-failed') : '…';
}

function words(text: string, trust: 'person', nameOf: (id: Id) => string | undefined): string {
  return previewOf(text, LONGEST, { trust, nameOf });
}
