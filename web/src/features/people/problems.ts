// What went wrong with the group, in one calm sentence.
import { ApiProblem, isAbort, Unreachable } from '$lib/api/index.ts';
import { t } from '$lib/i18n/index.ts';
import { toast } from '$ui';
import { problemWords } from '../system/problems.ts';

/** The sentence for a deed in a group that the server refused, or never heard of. */
export function groupProblemWords(error: unknown): string {
  if (!(error instanceof ApiProblem)) return problemWords(error);
  switch (error.slug) {
    case 'already-a-member':
      return t('people-problem-already-a-member');
    case 'not-a-member':
      return t('people-problem-not-a-member');
    case 'removed-from-group':
      return t('people-problem-removed');
    case 'not-removed':
      return t('people-problem-not-removed');
    case 'undo-too-late':
      return t('people-problem-undo-too-late');
    case 'creator-stays':
      return t('people-problem-creator-stays');
    case 'confirmation-wrong':
      return t('people-problem-confirmation-wrong');
    case 'name-invalid':
      return t('people-problem-name-invalid');
    default:
      return problemWords(error);
  }
}

/** Does what asks the server; says in a toast where it could not be done. Resolves to whether it was done. */
export async function attempt(deed: () => Promise<unknown>): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (error) {
    if (isAbort(error)) return false;
    // Anything else is a fault of this program, and belongs to whoever looks at the console.
    if (!(error instanceof ApiProblem) && !(error instanceof Unreachable)) throw error;
    toast(groupProblemWords(error), { tone: 'danger' });
    return false;
  }
}
