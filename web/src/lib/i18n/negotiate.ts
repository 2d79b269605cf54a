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

/**
 * The locale in which dates and numbers of an interface in `locale` are written: as the person's browser asks for it (`en-GB`
 * writes 18:20, `en-US` 6:20 PM), else the language with the region that the browser asks for first (`en-DE`).
 */
export function regional(locale: string, wanted: readonly string[]): string {
  const { language, script, region } = likely(locale);
  if (new Intl.Locale(locale).region) return locale;
  const same = wanted.find((tag) => likely(tag).language === language && likely(tag).script === script);
  if (same) return same;
  const first = wanted.map((tag) => likely(tag).region).find((name) => name !== '');
  return first === undefined || first === region ? locale : `${locale}-${first}`;
}

function likely(tag: string): { language: string; script: string; region: string } {
  try {
    const locale = new Intl.Locale(tag).maximize();
    return { language: locale.language, script: locale.script ?? '', region: locale.region ?? '' };
  } catch {
    // A browser may be configured with a tag that is none; it then simply asks for nothing.
    return { language: tag, script: '', region: '' };
  }
}
