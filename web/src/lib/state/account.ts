// Who was last signed in in this browser. Apart from the copies, because the pages for strangers need it and not them.
import type { Id } from '../api/wire.ts';
import type { Shelf } from '../live/host.ts';

/** Who was last signed in here. Tabs watch it, to sign out together. */
export const ACCOUNT_KEY = 'tertulia.account';

/** `account` has come in: what somebody else saw here before is not shown any more. */
export function dismissOthers(shelf: Shelf | null, account: Id): void {
  const last = shelf?.getItem(ACCOUNT_KEY) ?? account;
  if (last !== account) shelf?.removeItem(ACCOUNT_KEY);
}
