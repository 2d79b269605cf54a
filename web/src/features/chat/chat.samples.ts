/** Threads for the gallery: one message in each state that a person can meet. */
import type { Body, Message, Outcome, Profile } from '$lib/api/index.ts';
import type { Item, MessageRow } from '$lib/state/index.ts';
import { ago, ANA, JONAS, LAYLA, said, SEOYEON, TULIA } from '../people/people.samples.ts';

const MINUTE_MS = 60_000;
let made = 0;

function body(text: string): Body {
  return { text, mentions: [] };
}

/** A row as the thread makes it; from `me`'s side. */
export function rowOf(message: Message, more: Partial<MessageRow> = {}, me: Profile = ANA): MessageRow {
  return {
    kind: 'message',
    key: message.id,
    message,
    isMine: message.author === me.id,
    mentionsMe: message.body?.mentions.some(({ profile }) => profile === me.id) ?? false,
    startsSeries: true,
    endsSeries: true,
    sending: null,
    unsent: [],
    ...more,
  };
}

/** Something that was said so many minutes ago. */
export function line(author: Profile, text: string, minutes: number, more: Partial<Message> = {}): Message {
  made += 1;
  return said(`s-${String(made)}`, author, text, { seq: made, at: ago(minutes * MINUTE_MS), ...more });
}

/** An answer with this end; `null` while it is written. */
export function answer(
  text: string | null,
  outcome: Outcome | null,
  minutes = 3,
  more: Partial<NonNullable<Message['answer']>> = {},
  about: Partial<Message> = {},
): Message {
  const usage = { prompt_tokens: 812, cached_tokens: 0, completion_tokens: 164, estimated: false };
  const at = ago(minutes * MINUTE_MS);
  return line(TULIA, '', minutes, {
    body: text === null ? null : body(text),
    answer: {
      ...{ run: 'r', call: 's-call', answers: ANA.id, assistant: TULIA.id, model: 'm1' },
      ...{ model_name: 'Standard 4', origin: { origin: 'call' }, began_at: at },
      ended: outcome && { outcome, usage, at: ago(minutes * MINUTE_MS - 4_200) },
      ...more,
    },
    ...about,
  });
}

const finished: Outcome = { outcome: 'finished' };

/** An unsent post. */
export function unsent(message: Message, state: Item['state'], slug = 'too-many'): Item {
  const problem = {
    ...{ type: `/problems/${slug}`, title: '', status: 429, detail: '', request_id: 'r1' },
  };
  return {
    ...{ id: message.id, account: ANA.id, group: message.group, state },
    action: { kind: 'post', message: message.id, body: message.body, reply_to: null, forward: null },
    problem: state === 'failed' ? problem : null,
    ...{ notBefore: null, madeAt: Date.now(), seq: null },
  };
}

const long =
  'A longer one, because people do write longer ones: we walked up from the river, it took two hours, nobody had water left, and at the top there was a kiosk that sold nothing but postcards. We bought eleven.';
const mention = {
  text: '@Ana do you still have the code?',
  mentions: [{ start: 0, end: 4, profile: ANA.id }],
};
const reactions = [
  { emoji: '🎉', by: [ANA.id, JONAS.id, SEOYEON.id] },
  { emoji: '👍', by: [JONAS.id] },
];
const plan =
  '## Early train\n\nThe **07:39** from Rossio takes 40 minutes.\n\n| Train | Arrives |\n|---|---:|\n| 07:39 | 08:19 |\n| 08:09 | 08:49 |\n\n```js\nconst train = "07:39";\n```\n\nTickets are sold at the counter.';

/** What people say, in every state. */
export function peopleRows(): { label: string; rows: MessageRow[] }[] {
  const mine = line(ANA, 'ok, 07:39 then', 20);
  return [
    {
      label: 'a series of somebody, and mine',
      rows: [
        rowOf(line(JONAS, 'Shall we take the early train?', 30), { endsSeries: false }),
        rowOf(line(JONAS, long, 29), { startsSeries: false }),
        rowOf(mine, { endsSeries: false }),
        rowOf(line(ANA, '👍', 19), { startsSeries: false }),
      ],
    },
    {
      label: 'scripts',
      rows: [
        rowOf(line(SEOYEON, '아침 기차를 탈까요? 저는 **괜찮아요**.', 18)),
        rowOf(line(LAYLA, 'هل نأخذ القطار المبكر؟ معي التذاكر الآن.', 17)),
        rowOf(line(ANA, '早い電車にしましょうか？**「切符」**は持っています。', 16)),
      ],
    },
    {
      label: 'mentions me, reply, forwarded, edited, reactions, emoji',
      rows: [
        rowOf(line(JONAS, '', 15, { body: mention })),
        rowOf(line(ANA, 'It is in the pinned message.', 14, { reply_to: 's-pinned' })),
        rowOf(line(JONAS, 'The flat: Rua da Bica 12.', 13, { forwarded: true, reactions })),
        rowOf(line(ANA, 'See you there.', 12, { edited_at: ago(MINUTE_MS), reactions })),
        rowOf(line(SEOYEON, '🎉🎉', 11)),
      ],
    },
    {
      label: 'deleted by its author, by the creator, by me',
      rows: [
        rowOf(line(JONAS, '', 10, { body: null, deleted: { by: JONAS.id, at: ago(0) } })),
        rowOf(line(JONAS, '', 9, { body: null, deleted: { by: SEOYEON.id, at: ago(0) } })),
        rowOf(line(ANA, '', 8, { body: null, deleted: { by: ANA.id, at: ago(0) } })),
      ],
    },
    {
      label: 'on its way, refused',
      rows: [
        rowOf(mine, { sending: unsent(mine, 'waiting') }),
        rowOf(line(ANA, 'This one was refused.', 0), { sending: unsent(mine, 'failed') }),
      ],
    },
  ];
}

/** What an assistant says, in every state. */
export function answerRows(): { label: string; rows: MessageRow[] }[] {
  const failed = (fault: 'no_model' | 'rate_limited' | 'unreachable') =>
    rowOf(answer(null, { outcome: 'failed', fault }));
  return [
    { label: 'finished', rows: [rowOf(answer(plan, finished, 3, {}, { reactions }))] },
    {
      label: 'apart from its call',
      rows: [rowOf(answer('Yes, the counter opens at seven.', finished, 3, {}, { reply_to: 's-pinned' }))],
    },
    { label: 'thinking', rows: [rowOf(answer(null, null, 0))] },
    { label: 'thinking for a while', rows: [rowOf(answer(null, null, 0.2))] },
    { label: 'stopped', rows: [rowOf(answer('The 07:39 from', { outcome: 'stopped', by: JONAS.id }))] },
    { label: 'cut', rows: [rowOf(answer('The last line of a very long answer', { outcome: 'cut' }))] },
    {
      label: 'interrupted',
      rows: [
        rowOf(answer('The **07:39** from Rossio takes', { outcome: 'interrupted', fault: 'cut_stream' })),
      ],
    },
    { label: 'failed', rows: [failed('rate_limited'), failed('no_model'), failed('unreachable')] },
  ];
}

/** A page of a thread, newest last. */
export function thread(): Message[] {
  const rows = [...peopleRows().slice(0, 3), ...answerRows().slice(0, 1)].flatMap((part) => part.rows);
  return rows.map(({ message }, place) => ({ ...message, seq: place + 2, as_of: 90 }));
}

/** Messages longer than a screen, of a person and of an assistant, in both directions. */
export function longThread(): Message[] {
  const words = `${long}\n\n`.repeat(12);
  const arabic = 'سنلتقي عند البوابة الكبيرة قبل مغادرة القطار الأول بقليل، ومعنا التذاكر كلها. '.repeat(20);
  const all = [
    line(JONAS, words, 9),
    line(LAYLA, arabic, 8),
    line(ANA, 'x'.repeat(600), 7),
    answer(`${plan}\n\n`.repeat(6), finished, 3),
  ];
  return all.map((message, place) => ({ ...message, seq: place + 2, as_of: 90 }));
}
