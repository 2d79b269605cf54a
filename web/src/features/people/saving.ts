// Settings save at once, and can be taken back for a while.
import { t } from '$lib/i18n/index.ts';
import { toast } from '$ui';
import { attempt } from './problems.ts';

/** Changes a setting; `revert` puts the old one back. Resolves to whether it was changed. */
export async function change(deed: () => Promise<unknown>, revert: () => Promise<unknown>): Promise<boolean> {
  if (!(await attempt(deed))) return false;
  const undo = () => void attempt(revert);
  toast(t('people-saved'), { action: { label: t('common-undo'), run: undo } });
  return true;
}
