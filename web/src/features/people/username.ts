// Usernames as people type them.

/** The username in what was typed: without white space and the @ before it, in small letters. */
export function usernameIn(typed: string): string {
  return typed.trim().replace(/^@+/, '').toLowerCase();
}
