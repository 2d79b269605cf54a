// What can be said about names and passwords before the server is asked. The server has the last word.

/** Most characters of a person's or an instance's name. */
export const NAME_MAX = 50;
/** Most characters of a group's name. */
export const GROUP_NAME_MAX = 100;
export const USERNAME_MIN = 3;
export const USERNAME_MAX = 30;
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/** Whether a name can be had as far as its length goes: characters as the server counts them, without the white space around. */
export function isNameLong(name: string, most = NAME_MAX): boolean {
  return [...name.trim()].length > most;
}

/** Whether every character may stand in a username. */
export function isUsernameClean(username: string): boolean {
  return /^[a-z0-9_.]*$/.test(username);
}

/** What somebody typed, as a username is written: capitals and blanks are no fault of theirs. */
export function tidyUsername(typed: string): string {
  return typed.toLowerCase().replace(/^@/, '').replace(/\s+/g, '.');
}

/** A username made of a name; empty where the name has too little of the Latin alphabet. */
export function suggestUsername(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
  const made = plain
    .replace(/[\s.-]+/g, '.')
    .replace(/[^a-z0-9_.]/g, '')
    .slice(0, USERNAME_MAX)
    .replace(/^\.+|\.+$/g, '');
  return made.length >= USERNAME_MIN ? made : '';
}

/** How hard a password is to guess. `short` cannot be used. */
export type Strength = 'empty' | 'short' | 'weak' | 'fair' | 'strong';

/** Judges a password by its length, by how many different characters it has, and by whether it holds one of `known`. */
export function strengthOf(password: string, known: readonly string[] = []): Strength {
  const length = [...password].length;
  if (length === 0) return 'empty';
  if (length < PASSWORD_MIN) return 'short';
  const different = new Set(password.toLowerCase()).size;
  const lower = password.toLowerCase();
  const isKnown = known.some((word) => word.length >= 3 && lower.includes(word.toLowerCase()));
  if (different < 6 || isKnown || isRun(lower)) return 'weak';
  return length >= 16 ? 'strong' : 'fair';
}

/** `abcdefghij`, `1234567890`: each character follows the one before. */
function isRun(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).filter((code, index) => Math.abs(code - (codes[index] ?? 0)) === 1).length;
  return steps > codes.length / 2;
}
