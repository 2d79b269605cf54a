// Every change is in force at once, and can be taken back.
import { t } from '$lib/i18n/index.ts';
import { prefs, type Prefs } from '$lib/prefs/prefs.svelte.ts';
import { toast } from '$ui';
import { Attempt } from '../system/attempt.svelte.ts';

/** Says that a change is in force, with the way back. */
export function saved(undo: () => void): void {
  toast(t('settings-saved'), { tone: 'ok', action: { label: t('common-undo'), run: undo } });
}

/** Changes what a person chose for this browser. */
export function choose<K extends keyof Prefs>(name: K, value: Prefs[K]): void {
  const before = prefs.value[name];
  if (before === value) return;
  prefs.set({ [name]: value });
  saved(() => prefs.set({ [name]: before }));
}

/** Makes a change at the server; `back` makes it undone. A refusal is for the attempt to say. */
export async function change(
  attempt: Attempt,
  there: () => Promise<unknown>,
  back: () => Promise<unknown>,
): Promise<boolean> {
  const done = await attempt.run(there);
  if (done) saved(() => void attempt.run(back));
  return done;
}
