// What went wrong in a chat, in one calm sentence.
import { slugOf, type Fault, type ProblemBody } from '$lib/api/index.ts';
import { t } from '$lib/i18n/index.ts';
import { slugWords } from '../system/problems.ts';

export { problemWords } from '../system/problems.ts';

/** The sentence for an unsent message that the server refused. */
export function refusalWords(problem: ProblemBody): string {
  return noteWords(slugOf(problem.type), problem.detail);
}

/** Why an unsent text came back; `detail` is the server's own sentence, for what has no words here. */
export function noteWords(slug: string, detail = ''): string {
  switch (slug) {
    case 'too-large':
    case 'text-too-long':
      return t('chat-problem-too-large');
    case 'not-a-member':
    case 'removed-from-group':
    case 'removed':
      return t('chat-problem-removed');
    case 'group-deleted':
    case 'deleted':
      return t('chat-problem-group-deleted');
    case 'left':
      return t('chat-problem-left');
    default:
      return slugWords(slug, detail);
  }
}

/** Why an answer failed or broke off. */
export function faultWords(fault: Fault, assistant: string): string {
  switch (fault) {
    case 'no_model':
      return t('chat-fault-no-model', { assistant });
    case 'unreachable':
      return t('chat-fault-unreachable', { assistant });
    case 'unauthorized':
      return t('chat-fault-unauthorized', { assistant });
    case 'no_such_model':
      return t('chat-fault-no-such-model');
    case 'rate_limited':
      return t('chat-fault-rate-limited', { assistant });
    case 'overloaded':
      return t('chat-fault-overloaded', { assistant });
    case 'timed_out':
      return t('chat-fault-timed-out', { assistant });
    case 'cut_stream':
      return t('chat-fault-cut-stream', { assistant });
    case 'malformed':
      return t('chat-fault-malformed', { assistant });
    case 'empty':
      return t('chat-fault-empty', { assistant });
    case 'refused':
      return t('chat-fault-refused', { assistant });
    case 'restarted':
      return t('chat-fault-restarted', { assistant });
    case 'asked_too_long_ago':
      return t('chat-fault-asked-too-long-ago');
    case 'internal':
      return t('chat-fault-internal', { assistant });
  }
}
