// Everybody and everything that a search can be narrowed to.
import { compareNames } from '$lib/i18n/index.ts';
import type { App } from '$lib/state/app.svelte.ts';
import type { Named } from './query.ts';

/** The people and assistants of my groups, me first, and my groups, each by name. */
export function namedIn(app: App): Named {
  const all = app.groups.all();
  const profiles = all.flatMap(({ people, assistants }) =>
    [...people, ...assistants].map((one) => one.profile),
  );
  const people = [...new Map(profiles.map((profile) => [profile.id, profile])).values()];
  people.sort((a, b) => Number(b.id === app.me) - Number(a.id === app.me) || compareNames(a.name, b.name));
  const groups = all.map(({ id, name }) => ({ id, name })).sort((a, b) => compareNames(a.name, b.name));
  return { people, groups, me: app.me };
}
