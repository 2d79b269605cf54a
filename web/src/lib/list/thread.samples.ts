/** A long thread for the gallery and the contract test: the same messages for the same numbers, in many scripts. */
import { SAMPLES } from '../md/samples.ts';
import type { Trust } from '../md/tree.ts';

export interface SampleMessage {
  readonly id: string;
  readonly number: number;
  readonly author: string;
  readonly trust: Trust;
  readonly text: string;
  readonly isMine: boolean;
  readonly busy?: boolean;
}

const PEOPLE = ['Ana', 'Jonas', '김서연', '田中さくら', '林小明', 'ليلى'];

const LINES = [
  'Shall we take the early train?',
  'ok, 07:39 then 👍',
  'I can **bring** the tickets. Does anybody still have the code from last time, or do we need to ask at the counter?',
  '아침 기차를 탈까요? 저는 괜찮아요.',
  '早い電車にしましょうか？**「切符」**は持っています。',
  '我們搭早一點的火車好嗎？票我來買。',
  'هل نأخذ القطار المبكر؟ معي **التذاكر** الآن.',
  'See https://example.org/timetable?from=lisbon&to=sintra for the times\nand tell me what you think.',
  '🎉🎉🎉',
  '> Who has the tickets?\n\nMe.',
  '- sunscreen\n- water\n- the big map',
  'A longer one, because people do write longer ones now and then: we walked up from the river, it took two hours, nobody had water left, and at the top there was a kiosk that sold nothing but postcards. We bought eleven. The view made up for all of it, and on the way down we found the café that was closed on the first day.',
];

/** Answers are not all long; the samples are cut into parts of several lengths. */
const ANSWERS = SAMPLES.filter(({ trust, name }) => trust === 'assistant' && name !== 'Math').flatMap(
  ({ text }) => {
    const blocks = text.split('\n\n');
    return [text, blocks.slice(0, 3).join('\n\n'), blocks.slice(-3).join('\n\n')];
  },
);

/** The message `number` of the thread; negative numbers are older ones. */
export function sampleMessage(number: number): SampleMessage {
  const random = scramble(number);
  const isAnswer = random % 7 === 0;
  const author = isAnswer ? 'Tulia' : (PEOPLE[random % PEOPLE.length] ?? '');
  const texts = isAnswer ? ANSWERS : LINES;
  return {
    id: `m${String(number)}`,
    number,
    author,
    trust: isAnswer ? 'assistant' : 'person',
    text: texts[Math.floor(random / 16) % texts.length] ?? '',
    isMine: author === 'Jonas',
  };
}

/** The messages from `first` up to, not including, `end`. */
export function sampleMessages(first: number, end: number): SampleMessage[] {
  return Array.from({ length: end - first }, (_, index) => sampleMessage(first + index));
}

/** A number that looks random and is the same each time. */
function scramble(number: number): number {
  let mixed = Math.imul(number ^ 0x5bd1e995, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
