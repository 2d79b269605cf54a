// A person is asked for name, username and photo once, with their first group (ACC-3); later groups reuse them.
const KEY = 'tertulia.profile-seen';

/** Whether this browser asked this person before. */
export function wasProfileSeen(id: string): boolean {
  try {
    return (localStorage.getItem(KEY) ?? '').split(' ').includes(id);
  } catch {
    return true; // Storage is blocked: asking each time would be worse than not asking.
  }
}

/** Does not ask this person again in this browser. */
export function profileSeen(id: string): void {
  if (wasProfileSeen(id)) return;
  try {
    localStorage.setItem(KEY, `${localStorage.getItem(KEY) ?? ''} ${id}`.trim());
  } catch (error) {
    console.warn('This browser keeps nothing, so the profile may be asked for again.', error);
  }
}
