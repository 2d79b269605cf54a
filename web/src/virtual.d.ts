declare module 'virtual:locales' {
  import type { Words } from '$lib/i18n/words.ts';
  /** Words that travel together; see `build/locales.ts`. */
  export type Part = 'core' | 'chat' | 'beside' | 'settings';
  /** Loads the words of a part of each locale that was built in. */
  export const loaders: Record<string, Record<Part, () => Promise<{ default: Words }>> | undefined>;
}

declare module 'virtual:locale/en' {
  import type { Words } from '$lib/i18n/words.ts';
  const words: Words;
  export default words;
}
