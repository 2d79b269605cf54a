// What a link allows, in choices and in words.
import type { Invite, InviteFields, Newcomers } from '$lib/api/index.ts';
import { number, relativeTime, t } from '$lib/i18n/index.ts';

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

/** How long a new link may work, in seconds; `null`: until it is reset. */
export const EXPIRIES = [null, HOUR_S, DAY_S, 7 * DAY_S, 30 * DAY_S] as const;
/** How many may join by it; `null`: as many as fit. */
export const USES = [null, 1, 5, 10, 25, 100] as const;
/** The most of "the last n messages". */
export const LAST_MAX = 10_000;
/** What "the last n messages" begins with. */
export const LAST_USUAL = 50;

/** The words for how long a link works. */
export function expiryWords(seconds: number | null): string {
  if (seconds === null) return t('people-link-expiry-never');
  if (seconds < DAY_S) {
    return number(seconds / HOUR_S, { style: 'unit', unit: 'hour', unitDisplay: 'long' });
  }
  return number(seconds / DAY_S, { style: 'unit', unit: 'day', unitDisplay: 'long' });
}

/** The words for how many may join by a link. */
export function usesWords(uses: number | null): string {
  return uses === null ? t('people-link-uses-any') : t('people-link-uses-count', { count: uses });
}

/** What is special about a link, most pressing first; empty for one that anybody can use at any time. */
export function termsOf(link: Invite, now: number): string[] {
  const terms: string[] = [];
  if (link.expires_at !== null) {
    const at = Date.parse(link.expires_at);
    const when = relativeTime(at, now);
    terms.push(t(at <= now ? 'people-link-expired' : 'people-link-expires', { when }));
  }
  if (link.max_uses !== null) terms.push(t('people-link-used-of', { uses: link.uses, most: link.max_uses }));
  else if (link.uses > 0) terms.push(t('people-link-used', { count: link.uses }));
  if (link.approval) terms.push(t('people-link-approval'));
  if (link.newcomers.see === 'last') terms.push(t('people-link-sees-last', { count: link.newcomers.count }));
  if (link.newcomers.see === 'from_joining') terms.push(t('people-link-sees-from-joining'));
  return terms;
}

/** What a form about a link holds. `keep`: the expiry that it has stays. */
export interface LinkForm {
  expiry: string;
  uses: string;
  approval: boolean;
  see: Newcomers['see'];
  last: string;
}

/** The form as a link is, or as a new link begins. */
export function formOf(link: Invite | null): LinkForm {
  return {
    expiry: link?.expires_at ? 'keep' : 'null',
    uses: String(link?.max_uses ?? null),
    approval: link?.approval ?? false,
    see: link?.newcomers.see ?? 'everything',
    last: String(link?.newcomers.see === 'last' ? link.newcomers.count : LAST_USUAL),
  };
}

/** What is sent of a form; `null` where its number of messages is none. */
export function fieldsOf(form: LinkForm): InviteFields | null {
  const newcomers = newcomersOf(form.see, form.last);
  if (newcomers === null) return null;
  const fields: InviteFields = {
    max_uses: form.uses === 'null' ? null : Number(form.uses),
    approval: form.approval,
    newcomers,
  };
  if (form.expiry !== 'keep') fields.expires_in_seconds = form.expiry === 'null' ? null : Number(form.expiry);
  return fields;
}

/** The choice of what newcomers see; `null` where the number typed is none or out of range. */
export function newcomersOf(see: Newcomers['see'], last: string): Newcomers | null {
  if (see !== 'last') return { see };
  const count = Number(last);
  return Number.isInteger(count) && count >= 1 && count <= LAST_MAX ? { see, count } : null;
}

/** Whether two say the same. */
export function sameNewcomers(a: Newcomers, b: Newcomers): boolean {
  return a.see === b.see && (a.see !== 'last' || b.see !== 'last' || a.count === b.count);
}
