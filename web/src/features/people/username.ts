// Usernames as people type and read them.
import type { Profile } from '$lib/api/index.ts';

/** The username in what was typed: without white space and the @ before it, in small letters. */
export function usernameIn(typed: string): string {
  return typed.trim().replace(/^@+/, '').toLowerCase();
}

/** The username as it is shown. The @ belongs to it, so that it stays in front of it in every script. */
export function handleOf({ username }: Pick<Profile, 'username'>): string {
  return `@${username}`;
}
