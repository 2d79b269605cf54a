// Finding a person by what their name or username holds.
import type { Profile } from '$lib/api/index.ts';
import { holds } from '$lib/state/cache.ts';

/** Whether a person is meant by what was typed; everybody is by nothing. */
export function fits(profile: Profile, typed: string): boolean {
  const wanted = typed.trim().replace(/^@+/, '');
  return wanted === '' || holds(profile.name, wanted) || holds(profile.username, wanted);
}
