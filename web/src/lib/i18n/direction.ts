// Directions of scripts, and marks that keep a foreign name from reordering the sentence around it.

const RTL_SCRIPTS = new Set(['ar', 'fa', 'he', 'ur', 'ps', 'sd', 'ug', 'yi', 'dv', 'ckb']);

/** The direction in which `locale` is written. */
export function direction(locale: string): 'ltr' | 'rtl' {
  const [language = '', script = ''] = locale.split('-');
  if (script === 'Latn') return 'ltr';
  return RTL_SCRIPTS.has(language) || script === 'Arab' || script === 'Hebr' ? 'rtl' : 'ltr';
}

const STRONG_RTL =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * `value` within first-strong isolates where it could disturb the text around it: always in a right-to-left locale,
 * and elsewhere only when it holds right-to-left letters or direction marks.
 */
export function isolate(value: string, dir: 'ltr' | 'rtl'): string {
  return dir === 'rtl' || STRONG_RTL.test(value) ? `\u2068${value}\u2069` : value;
}
