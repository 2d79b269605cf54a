// Dates, numbers and lists in the current locale. All are reactive: they read `i18n.region`.
import { prefs } from '../prefs/prefs.svelte.ts';
import { i18n, t } from './i18n.svelte.ts';

/** A moment: a `Date`, or milliseconds since 1970. */
export type Moment = Date | number;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, unknown>();

/** Making an `Intl` object costs milliseconds, so each is made once per locale and options. */
function cached<T>(kind: string, options: object, make: (locale: string) => T): T {
  const key = `${kind} ${i18n.region} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) formats.set(key, (format = make(i18n.region)));
  return format as T;
}

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const cycle = prefs.value.hourCycle;
  const hasTime = options.hour !== undefined || options.timeStyle !== undefined;
  const all = hasTime && cycle !== 'auto' ? { ...options, hourCycle: cycle } : options;
  return cached('date', all, (locale) => new Intl.DateTimeFormat(locale, all));
}

/** The time of day: `18:20` or `6:20 PM`. */
export function clock(at: Moment): string {
  return dateFormat({ hour: 'numeric', minute: '2-digit' }).format(at);
}

/** A whole date and time, for titles and details. */
export function fullDate(at: Moment): string {
  return dateFormat({ dateStyle: 'full', timeStyle: 'short' }).format(at);
}

/** `today`, `yesterday`, a weekday within the last week, else a date: the name of a day in the thread. */
export function dayName(at: Moment, now: Moment = Date.now()): string {
  const days = dayNumber(now) - dayNumber(at);
  if (days === 0 || days === 1) {
    const text = relative(0 - days, 'day');
    return text.charAt(0).toLocaleUpperCase(i18n.locale) + text.slice(1);
  }
  if (days > 1 && days < 7) return dateFormat({ weekday: 'long' }).format(at);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return dateFormat(sameYear ? { day: 'numeric', month: 'long' } : { dateStyle: 'long' }).format(at);
}

/** A short age for lists: `now`, `5 min.`, `18:20`, `Mon`, `12 Mar`, and with a year when it is another one. */
export function shortAge(at: Moment, now: Moment = Date.now()): string {
  const age = Math.max(0, +now - +at);
  if (age < MINUTE) return t('common-now');
  if (age < HOUR) {
    const minutes = Math.floor(age / MINUTE);
    return number(minutes, { style: 'unit', unit: 'minute', unitDisplay: 'short' });
  }
  const days = dayNumber(now) - dayNumber(at);
  if (days <= 0) return clock(at);
  if (days < 7) return dateFormat({ weekday: 'short' }).format(at);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return dateFormat(sameYear ? { day: 'numeric', month: 'short' } : { dateStyle: 'medium' }).format(at);
}

/** A relative time in words within a week (`5 minutes ago`), else the date. Also for times to come. */
export function relativeTime(at: Moment, now: Moment = Date.now()): string {
  const delta = +at - +now;
  const size = Math.abs(delta);
  if (size < MINUTE) return t('common-now');
  if (size < HOUR) return relative(Math.trunc(delta / MINUTE), 'minute');
  if (size < DAY) return relative(Math.trunc(delta / HOUR), 'hour');
  if (size < 7 * DAY) return relative(Math.trunc(delta / DAY), 'day');
  return dateFormat({ dateStyle: 'medium' }).format(at);
}

function relative(value: number, unit: Intl.RelativeTimeFormatUnit): string {
  const options = { numeric: 'auto' } as const;
  return cached('relative', options, (locale) => new Intl.RelativeTimeFormat(locale, options)).format(
    value,
    unit,
  );
}

/** A number in the locale's digits and separators. */
export function number(value: number, options: Intl.NumberFormatOptions = {}): string {
  return cached('number', options, (locale) => new Intl.NumberFormat(locale, options)).format(value);
}

/** A size as file managers show it: `98 MB`, `2.8 GB`. */
export function fileSize(bytes: number): string {
  const [value, unit] = bytes < 1e9 ? [bytes / 1e6, 'megabyte'] : [bytes / 1e9, 'gigabyte'];
  return number(value, { style: 'unit', unit, maximumFractionDigits: bytes < 1e9 ? 0 : 1 });
}

/** `Ana, Jonas and Mia` (`conjunction`) or `Ana, Jonas or Mia` (`disjunction`). */
export function list(items: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string {
  const options = { type, style: 'long' } as const;
  return cached('list', options, (locale) => new Intl.ListFormat(locale, options)).format(items);
}

/** Several facts about one thing, side by side: `3 online · Ana and Jonas`. */
export function facts(parts: readonly string[]): string {
  return parts.length === 0 ? '' : parts.reduce((first, next) => t('common-facts', { first, next }));
}

/** Orders names as readers of the locale expect; `é` beside `e`, numbers by value. */
export function compareNames(a: string, b: string): number {
  const options = { numeric: true, sensitivity: 'base' } as const;
  return cached('collate', options, (locale) => new Intl.Collator(locale, options)).compare(a, b);
}

/** Days since 1970 in the person's own time zone, so that "yesterday" turns at their midnight. */
function dayNumber(at: Moment): number {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY);
}
