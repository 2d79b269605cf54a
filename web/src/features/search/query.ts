// What somebody looks for: words, and filters that can also be typed.
import type { Id, SearchQuery } from '$lib/api/index.ts';
import { holds } from '$lib/state/cache.ts';

/** Filters of a search; empty where anything fits. Days are `2026-01-31`, in the reader's own time zone. */
export interface Filters {
  /** An author. */
  from: Id;
  /** A group. */
  in: Id;
  /** Before the beginning of this day. */
  before: string;
  /** From the beginning of this day on. */
  after: string;
}

export const NO_FILTERS: Filters = { from: '', in: '', before: '', after: '' };

/** Who and what can be named in a filter. */
export interface Named {
  people: readonly { id: Id; name: string; username: string }[];
  groups: readonly { id: Id; name: string }[];
  me: Id;
}

/** What was typed, understood. */
export interface Typed {
  /** What is left when the filters are taken out. */
  words: string;
  filters: Partial<Filters>;
  /** Filters that name nobody, nothing, or no day, as typed. */
  unknown: string[];
}

const FILTER = /(?<![^\s])(from|in|before|after):(?:"([^"]*)"|(\S+))/giu;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Takes `from:ana in:"Weekend in Lisbon" before:2026-01-31 after:2026-01-01` out of what was typed. */
export function understand(text: string, named: Named): Typed {
  const filters: Partial<Filters> = {};
  const unknown: string[] = [];
  const words = text.replace(FILTER, (whole, name: string, quoted?: string, plain?: string) => {
    const wanted = quoted ?? plain ?? '';
    const key = name.toLowerCase() as keyof Filters;
    const value = valueOf(key, wanted, named);
    if (value === null) unknown.push(whole);
    else filters[key] = value;
    return ' ';
  });
  return { words: words.replace(/\s+/gu, ' ').trim(), filters, unknown };
}

function valueOf(key: keyof Filters, wanted: string, { people, groups, me }: Named): string | null {
  switch (key) {
    case 'from': {
      const name = wanted.replace(/^@/, '');
      if (name.toLowerCase() === 'me') return me;
      const byUsername = people.find((one) => one.username === name.toLowerCase());
      return byUsername?.id ?? theOne(people, name);
    }
    case 'in':
      return theOne(groups, wanted);
    case 'before':
    case 'after':
      return startOf(wanted) === null ? null : wanted;
  }
}

/** Whose name it is; else the only one whose name holds it. */
function theOne(all: readonly { id: Id; name: string }[], wanted: string): Id | null {
  if (wanted === '') return null;
  const same = all.filter((one) => holds(one.name, wanted) && holds(wanted, one.name));
  if (same[0]) return same[0].id;
  const similar = all.filter((one) => holds(one.name, wanted));
  return similar.length === 1 ? (similar[0]?.id ?? null) : null;
}

/** The beginning of a day in the reader's time zone; `null` for what is no day. */
export function startOf(day: string): Date | null {
  if (!DAY.test(day)) return null;
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const start = new Date(year, month - 1, date);
  return start.getMonth() === month - 1 && start.getDate() === date ? start : null;
}

/** Whether there is anything to look for: the server wants words, an author or a day. */
export function isWorthAsking(words: string, filters: Filters): boolean {
  return words !== '' || filters.from !== '' || filters.before !== '' || filters.after !== '';
}

/** The question as the server takes it. */
export function toQuery(words: string, filters: Filters): SearchQuery {
  const query: SearchQuery = { q: words };
  if (filters.in) query.group = filters.in;
  if (filters.from) query.author = filters.from;
  const [from, until] = [startOf(filters.after), startOf(filters.before)];
  if (from) query.from = from.toISOString();
  if (until) query.until = until.toISOString();
  return query;
}

/** The address of a search: what is empty is left out. */
export function toAddress(text: string, filters: Filters): Record<string, string> {
  const all = { q: text.trim(), ...filters };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

/** A search as its address says. */
export function fromAddress(query: URLSearchParams): { text: string; filters: Filters } {
  const get = (name: string) => query.get(name) ?? '';
  const day = (name: string) => (startOf(get(name)) ? get(name) : '');
  const filters = { from: get('from'), in: get('in'), before: day('before'), after: day('after') };
  return { text: get('q'), filters };
}
