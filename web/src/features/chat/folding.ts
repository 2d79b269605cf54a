// Answers that were asked for again step back behind the newest one.
import type { Id } from '$lib/api/index.ts';
import type { Row } from '$lib/state/index.ts';

/** The answers that another try has taken the place of, with the id of that try. A continued answer stays. */
export function supersededIn(rows: readonly Row[]): ReadonlyMap<Id, Id> {
  const superseded = new Map<Id, Id>();
  for (const row of rows) {
    if (row.kind !== 'message' || row.message.deleted) continue;
    const origin = row.message.answer?.origin;
    if (origin?.origin === 'retry' || origin?.origin === 'redo') superseded.set(origin.of, row.message.id);
  }
  return superseded;
}

/** The messages whose quote would only repeat the message before them. */
export function quotesToHide(rows: readonly Row[]): ReadonlySet<Id> {
  const hidden = new Set<Id>();
  let before: Id | null = null;
  for (const row of rows) {
    if (row.kind !== 'message') continue;
    const { id, reply_to, answer } = row.message;
    // Several answers to one call stand one after the other; only what is apart from its call needs the quote.
    if (answer && reply_to === before) hidden.add(id);
    else before = id;
  }
  return hidden;
}
