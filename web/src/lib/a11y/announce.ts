// The announcer of the app, worded by Fluent.
import { t } from '../i18n/index.ts';
import { AnnouncerState } from './announcer.svelte.ts';

/** The one instance: `announcer.announce(text)`, `announcer.alert(text)`, `announcer.arrived(…)`. */
export const announcer = new AnnouncerState(() => ({
  one: (author, text) => t('common-announce-message', { author, text }),
  many: (count, chat) => t('common-announce-many', { count, chat }),
}));

/** Says `text` politely to a screen reader. */
export function announce(text: string): void {
  announcer.announce(text);
}
