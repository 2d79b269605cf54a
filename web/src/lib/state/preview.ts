// The one line that the sidebar shows of a group.
import type { Message, Profile } from '../api/wire.ts';
import type { App } from './app.svelte.ts';
import type { GroupState } from './group.svelte.ts';

/** What the line says; texts are Markdown as written. */
export type Preview =
  | { kind: 'typing'; people: readonly Profile[] }
  | { kind: 'answering'; assistant: Profile | null }
  | { kind: 'draft'; text: string }
  | { kind: 'unsent'; text: string; failed: boolean }
  | { kind: 'message'; message: Message; author: Profile | null; isMine: boolean }
  | { kind: 'empty' };

/** What is happening comes before what I have not sent, and that before what was last said. */
export function previewOf(state: GroupState, app: App): Preview {
  if (state.typing.length > 0) return { kind: 'typing', people: state.typing };
  const writing = state.answering[0];
  // Away from the server nobody knows whether it still is.
  if (writing && !app.connection.isLate) return { kind: 'answering', assistant: writing.assistant };
  // While its chat is open, the draft is in front of its author.
  const draft = app.openGroup === state.id ? '' : app.drafts.get(state.id).text;
  if (draft.trim() !== '') return { kind: 'draft', text: draft };
  const unsent = app.outbox
    .of(state.id)
    .findLast((item) => item.action.kind === 'post' && item.state !== 'sent');
  if (unsent?.action.kind === 'post') {
    return { kind: 'unsent', text: unsent.action.body?.text ?? '', failed: unsent.state === 'failed' };
  }
  const message = state.last;
  if (!message) return { kind: 'empty' };
  return {
    kind: 'message',
    message,
    author: app.profiles.get(message.author) ?? null,
    isMine: message.author === app.me,
  };
}
