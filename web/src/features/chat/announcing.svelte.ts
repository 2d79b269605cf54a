// What a screen reader hears of an open chat: others' messages, that an answer begins, and the answer once it is whole.
import { untrack } from 'svelte';
import type { Id } from '$lib/api/index.ts';
import { t } from '$lib/i18n/index.ts';
import { wordsOf } from '$lib/md/index.ts';
import { prefs } from '$lib/prefs/prefs.svelte.ts';
import { announce, announcer } from '$ui';
import { sentencesIn } from './sentences.ts';
import type { ChatScene } from './scene.svelte.ts';

/** Listens while the chat is open; returns how to stop. */
export function attend(chat: ChatScene): () => void {
  const stopHearing = chat.app.onArrival(({ group, message, mentionsMe }) => {
    if (group !== chat.group || !message.body || !chat.app.isActive) return;
    const trust = message.answer ? 'assistant' : 'person';
    const nameOf = (id: Id) => chat.profile(id)?.name;
    const text = wordsOf(message.body.text, { trust, mentions: message.body.mentions, nameOf });
    if (message.answer && spoken.has(message.id)) {
      // It was read sentence by sentence; what follows the last one is left.
      const rest = text.slice(spoken.get(message.id) ?? 0).trim();
      spoken.delete(message.id);
      if (rest !== '') announce(rest);
      return;
    }
    announcer.arrived({ author: chat.nameOf(message.author), text, chat: group.name, mentionsMe });
  });
  const begun = new Set<Id>();
  const spoken = new Map<Id, number>();
  const stopWatching = $effect.root(() => {
    $effect(() => {
      for (const { message, assistant } of chat.group.answering) {
        if (begun.has(message)) continue;
        begun.add(message);
        if (prefs.value.announce !== 'all' || !untrack(() => chat.app.isActive)) continue;
        announce(t('chat-answering', { assistant: assistant?.name ?? t('chat-somebody') }));
      }
    });
    $effect(() => {
      if (prefs.value.announceAnswers !== 'sentences' || prefs.value.announce === 'off') return;
      for (const { message } of chat.group.answering) {
        const source = chat.shownSoFar(message);
        const text = wordsOf(source, { trust: 'assistant' });
        const from = spoken.get(message) ?? 0;
        const end = sentencesIn(text, from);
        if (end > from) {
          announce(text.slice(from, end).trim());
          spoken.set(message, end);
        }
      }
    });
  });
  return () => {
    stopHearing();
    stopWatching();
  };
}
