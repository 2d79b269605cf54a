// `run_began`: an assistant began to answer; its message stands here from now on.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'AiAnswer.svelte';

export function apply(on: Target, event: EventOf<'run_began'>): void {
  const { message, ...run } = event.run;
  on.post({
    id: message,
    group: event.group,
    seq: event.seq,
    as_of: event.seq,
    at: event.at,
    author: event.author,
    reply_to: run.call,
    forwarded: false,
    body: null,
    version: 0,
    edited_at: null,
    deleted: null,
    reactions: [],
    answer: { ...run, ended: null },
  });
}
