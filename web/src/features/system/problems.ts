// What went wrong, in one calm sentence that says what to do.
import { ApiProblem, Unreachable } from '$lib/api/index.ts';
import { t } from '$lib/i18n/index.ts';

/** The part of a form that a refusal is about. */
export type Part = 'name' | 'username' | 'password';

/** Refusals that belong under one field instead of above the form. */
const PARTS: Record<string, Part> = {
  'name-invalid': 'name',
  'name-impersonates': 'name',
  'username-invalid': 'username',
  'username-taken': 'username',
  'password-unfit': 'password',
};

/** Which field a refusal is about; `null` where it is about the whole. */
export function partOf(error: unknown): Part | null {
  return error instanceof ApiProblem ? (PARTS[error.slug] ?? null) : null;
}

/** The sentence for a deed that the server refused, or never heard of. */
export function problemWords(error: unknown): string {
  if (error instanceof ApiProblem) return slugWords(error.slug, error.detail);
  if (error instanceof Unreachable) return t('system-problem-unreachable');
  return t('system-problem-internal');
}

/** The sentence for a slug. `detail`, the server's own words, stands in for a slug that is newer than this page. */
export function slugWords(slug: string, detail = ''): string {
  switch (slug) {
    case 'name-invalid':
      return t('system-problem-name-invalid');
    case 'name-impersonates':
      return t('system-problem-name-impersonates');
    case 'username-invalid':
      return t('system-problem-username-invalid');
    case 'username-taken':
      return t('system-problem-username-taken');
    case 'password-unfit':
      return t('system-problem-password-unfit');
    case 'wrong-credentials':
      return t('system-problem-wrong-credentials');
    case 'sign-up-closed':
      return t('system-problem-sign-up-closed');
    case 'guests-not-allowed':
      return t('system-problem-guests-not-allowed');
    case 'group-full':
      return t('system-problem-group-full');
    case 'removed-from-group':
      return t('system-problem-removed-from-group');
    case 'not-a-picture':
      return t('system-problem-not-a-picture');
    case 'too-large':
      return t('system-problem-too-large');
    case 'address-invalid':
      return t('system-problem-address-invalid');
    case 'settings-are-the-creators':
    case 'not-the-creator':
      return t('system-problem-not-the-creator');
    case 'out-of-range':
      return t('system-problem-out-of-range');
    case 'too-many':
      return t('system-problem-too-many');
    case 'not-found':
    case 'group-deleted':
      return t('system-problem-not-found');
    case 'signed-out':
      return t('system-problem-signed-out');
    case 'busy':
    case 'timed-out':
      return t('system-problem-busy');
    case 'internal':
      return t('system-problem-internal');
    default:
      return detail || t('system-problem-internal');
  }
}

/** What an operator finds the log lines by, where the fault may be the server's; else `null`. */
export function requestIdOf(error: unknown): string | null {
  return error instanceof ApiProblem && error.status >= 500 ? error.requestId : null;
}
