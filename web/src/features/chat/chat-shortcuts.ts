// The keys of an open chat.
import { shortcuts } from '$ui';
import { t } from '$lib/i18n/index.ts';
import type { ChatScene } from './scene.svelte.ts';

/** Adds them; returns how to take them away. */
export function addChatShortcuts(chat: ChatScene): () => void {
  const shown = (keys: string | string[], label: () => string, group: 'messages' | 'composer') => ({
    keys,
    label,
    group,
    shownOnly: true,
    run: () => false,
  });
  return shortcuts.add(
    {
      keys: 'mod+f',
      label: () => t('chat-search'),
      group: 'messages',
      inFields: true,
      run: () => {
        chat.isSearching = true;
      },
    },
    shown(['arrowup', 'arrowdown'], () => t('chat-keys-move'), 'messages'),
    shown(['home', 'end'], () => t('chat-keys-ends'), 'messages'),
    shown('enter', () => t('chat-keys-controls'), 'messages'),
    shown('r', () => t('chat-reply'), 'messages'),
    shown('e', () => t('chat-edit'), 'messages'),
    shown('+', () => t('chat-react'), 'messages'),
    shown('c', () => t('chat-copy-text'), 'messages'),
    shown('p', () => t('chat-keys-pin'), 'messages'),
    shown('delete', () => t('chat-delete'), 'messages'),
    shown('arrowup', () => t('composer-keys-edit-last'), 'composer'),
    shown('escape', () => t('composer-keys-escape'), 'composer'),
    shown('shift+enter', () => t('composer-keys-newline'), 'composer'),
  );
}
