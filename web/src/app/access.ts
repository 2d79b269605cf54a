// Who may see a page now, and what is shown instead.
import type { SessionStatus } from '../lib/state/session.svelte.ts';

/** What has to be known for it. */
export interface Visit {
  /** The address, to come back to. */
  address: string;
  access: 'open' | 'member' | 'admin';
  status: SessionStatus;
  /** The server cannot be reached, and this browser has no copy. */
  isUnreachable: boolean;
  isAdministrator: boolean;
}

export type Verdict =
  | { show: 'page' | 'wait' | 'unreachable' | 'missing' }
  /** To another address, in the place of this one. */
  | { show: 'other'; address: string };

/** What a visitor gets to see. A page for administrators does not exist for others. */
export function verdict({ access, address, isAdministrator, isUnreachable, status }: Visit): Verdict {
  if (isUnreachable) return { show: 'unreachable' };
  if (status === 'starting') return { show: 'wait' };
  if (status === 'signed-out') return { show: 'other', address: loginAddress(address) };
  return { show: access === 'admin' && !isAdministrator ? 'missing' : 'page' };
}

/** Where one signs in and then goes on to `address`. */
export function loginAddress(address: string): string {
  return address === '/' ? '/login' : `/login?${new URLSearchParams({ next: address }).toString()}`;
}

/** Where to go on after signing in. Links are made by anybody, so only addresses of this app count. */
export function nextAddress(next: string | null): string {
  if (!next?.startsWith('/') || /^\/[/\\]/.test(next)) return '/';
  const url = new URL(next, 'http://app/');
  return url.host === 'app' ? url.pathname + url.search + url.hash : '/';
}
