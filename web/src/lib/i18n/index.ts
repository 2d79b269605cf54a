// Words, dates and numbers of the interface.
import { loaders } from 'virtual:locales';
import { prefs } from '../prefs/prefs.svelte.ts';
import { i18n } from './i18n.svelte.ts';
import { negotiate } from './negotiate.ts';

export { i18n, t, withWords, type MessageArgs, type MessageKey } from './i18n.svelte.ts';
export * from './format.ts';

const PSEUDO = ['en-XA', 'ar-XB'];

/** The locales a person can choose. The pseudo-locales are for development and tests. */
export const LOCALES: readonly string[] = Object.keys(loaders).filter((name) => !PSEUDO.includes(name));

/** Loads the chosen locale, or the browser's, or English. Call once before anything is shown. */
export async function startLocale(): Promise<void> {
  const chosen = prefs.value.locale;
  await i18n.use(chosen && chosen in loaders ? chosen : negotiate(navigator.languages, LOCALES));
}

/** Chooses a locale for this browser, or `null` to follow the browser again. */
export async function chooseLocale(locale: string | null): Promise<void> {
  await i18n.use(locale ?? negotiate(navigator.languages, LOCALES));
  prefs.set({ locale });
}
