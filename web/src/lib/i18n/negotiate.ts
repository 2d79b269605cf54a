// Which locale a person gets when they have not chosen one.

/**
 * The first of `wanted` that `available` can serve: exactly, then by language and script, then by language; else `en`.
 * Traditional Chinese is asked for as `zh-TW`, `zh-HK` or `zh-MO` by browsers that name no script.
 */
export function negotiate(wanted: readonly string[], available: readonly string[]): string {
  for (const tag of wanted) {
    const exact = available.find((name) => name.toLowerCase() === tag.toLowerCase());
    if (exact) return exact;
    const { language, script } = likely(tag);
    const close = available.find(
      (name) => likely(name).language === language && likely(name).script === script,
    );
    if (close) return close;
  }
  return 'en';
}

function likely(tag: string): { language: string; script: string } {
  try {
    const locale = new Intl.Locale(tag).maximize();
    return { language: locale.language, script: locale.script ?? '' };
  } catch {
    // A browser may be configured with a tag that is none; it then simply asks for nothing.
    return { language: tag, script: '' };
  }
}
