// Asking for an answer of a chosen model.
import type { Message, ModelChoice } from '$lib/api/index.ts';
import { t } from '$lib/i18n/index.ts';
import { openMenu, type MenuEntry } from '$ui';
import type { ChatScene } from './scene.svelte.ts';

/** Offers the models of the group beside `anchor`; the chosen one answers again. */
export async function chooseModel(chat: ChatScene, message: Message, anchor: HTMLElement): Promise<void> {
  let models: ModelChoice[] = [];
  const path = { g: chat.group.id };
  const known = await chat.attempt(
    async () => (models = await chat.app.api.get('/groups/{g}/models', { path })),
  );
  if (!known) return;
  const entries = models.map((model): MenuEntry => ({
    label: model.name,
    hint: t(`chat-model-${model.class}`),
    checked: model.id === message.answer?.model,
    run: () => void chat.attempt(() => chat.thread.redo(message.id, model.id)),
  }));
  if (entries.length === 0) entries.push({ label: t('chat-ai-no-models'), disabled: true });
  openMenu({ label: t('chat-ai-redo-with'), entries, anchor });
}
