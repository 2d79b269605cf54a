// `run_ended`: an answer ended, with the text that everybody saw.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'AiAnswer.svelte';

export function apply(on: Target, event: EventOf<'run_ended'>): void {
  on.message(event, (message) => {
    if (!message.answer) return message;
    const served = event.served ? { served: event.served } : {};
    const ended = { outcome: event.outcome, usage: event.usage, at: event.at, ...served };
    return { ...message, body: event.body, answer: { ...message.answer, ended } };
  });
}
