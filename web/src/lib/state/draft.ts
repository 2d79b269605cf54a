// What a person has not sent.
import type { Id, Mention } from '../api/wire.ts';

/** The text in the composer of one group. */
export interface Draft {
  text: string;
  mentions: Mention[];
  reply_to: Id | null;
  /** A message that is being changed, with its new text; the draft beside it waits. */
  editing: { message: Id; text: string; mentions: Mention[] } | null;
  /** The slug of the problem because of which an unsent text came back here. */
  note: string | null;
  /** The name of the group, once it is closed to its author; nobody else could say it then. */
  from: string | null;
  /** Unsent items whose text came back here: each tab brings it, and it is taken once. */
  returned: Id[];
  /** When it was last changed, in milliseconds since 1970. */
  at: number;
}

/** Nothing written. */
export const BLANK: Draft = {
  text: '',
  mentions: [],
  reply_to: null,
  editing: null,
  note: null,
  from: null,
  returned: [],
  at: 0,
};

/** What a person would miss of it. */
export function textOf(draft: Draft): string {
  return [draft.text, draft.editing?.text].filter(Boolean).join('\n\n');
}

/** Whether nothing would be lost with it. */
export function isBlank(draft: Draft): boolean {
  return draft.text === '' && draft.reply_to === null && draft.editing === null && draft.note === null;
}

/** A draft with one more text at its end, as when several unsent messages come back. */
export function withText(draft: Draft, text: string, mentions: readonly Mention[]): Draft {
  const before = draft.text === '' ? '' : draft.text + '\n\n';
  const moved = mentions.map((one) => ({
    ...one,
    start: one.start + before.length,
    end: one.end + before.length,
  }));
  return { ...draft, text: before + text, mentions: [...draft.mentions, ...moved] };
}

/** Reads a kept draft; `null` where it cannot be read. */
export function parseDraft(text: string): Draft | null {
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof kept !== 'object' || kept === null || !('text' in kept) || typeof kept.text !== 'string')
    return null;
  return { ...BLANK, ...(kept as { text: string }) };
}
