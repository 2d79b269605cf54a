// Whom a mention may mean.
import type { Profile } from '$lib/api/index.ts';
import { fold, matchText } from '$lib/commands/match.ts';
import { compareNames } from '$lib/i18n/index.ts';

/** More rows than this do not help anybody choose. */
export const MOST = 7;

/** Those who match, the best first; assistants after people where both match as well. */
export function candidatesFor(query: string, profiles: readonly Profile[]): Profile[] {
  return profiles
    .map((profile) => ({ profile, score: scoreOf(query, profile) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || compareNames(a.profile.name, b.profile.name))
    .slice(0, MOST)
    .map(({ profile }) => profile);
}

function scoreOf(query: string, { name, username }: Profile): number {
  const words = matchText(query, name, username);
  if (words > 0) return words + 1;
  // Letters in their order, with others between: "jns" finds Jonas.
  const wanted = [...fold(query).replace(/\s/gu, '')];
  let at = 0;
  for (const letter of fold(name + username)) if (letter === wanted[at]) at += 1;
  return at === wanted.length ? 1 : 0;
}
