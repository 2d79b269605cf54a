// What becomes of an unsent action after a try.
import { ApiProblem, Unreachable } from '../api/problem.ts';

/** `later`: the same again after `waitMs`. `signed-in`: when somebody has signed in. `lost`: the group is closed to me. `no`: never. */
export type Verdict =
  | { then: 'later'; waitMs: number | null }
  | { then: 'signed-in' }
  | { then: 'lost'; problem: ApiProblem }
  | { then: 'no'; problem: ApiProblem };

/** Slugs that say that this person has no place in the group any more. */
const LOST = new Set(['not-found', 'not-a-member', 'removed-from-group', 'group-deleted']);
/** Faults of the server that pass. */
const PASSING = new Set(['busy', 'internal']);

/** Judges a failed try. Throws what is a fault of the app itself. */
export function judge(error: unknown, kind: 'post' | 'other'): Verdict {
  // `null`: the sender chooses, longer each time.
  if (error instanceof Unreachable) return { then: 'later', waitMs: null };
  if (!(error instanceof ApiProblem)) throw error;
  const problem = error;
  if (problem.slug === 'signed-out') return { then: 'signed-in' };
  if (problem.slug === 'too-many') return { then: 'later', waitMs: (problem.retryAfter ?? 5) * 1_000 };
  if (PASSING.has(problem.slug) || problem.status >= 500) return { then: 'later', waitMs: null };
  // For an edit `not-found` may be about the message alone.
  if (LOST.has(problem.slug) && (kind === 'post' || problem.slug !== 'not-found'))
    return { then: 'lost', problem };
  return { then: 'no', problem };
}
