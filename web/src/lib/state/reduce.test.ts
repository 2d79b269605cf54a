import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Event, Group, Message } from '../api/wire.ts';
import { isKnown, reduceGroup, reduceMessage, reduceWindow } from './reduce.ts';
import { asOf, event, founding, journals, said, stateOf } from './testing/journal.ts';

interface Fixture {
  about: string;
  events: Event[];
  expected: { group: Group; messages: Message[] };
}

const JOURNALS = fileURLToPath(new URL('../../../../fixtures/journals', import.meta.url));
const files = readdirSync(JOURNALS, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.json'),
);

describe('the journals that Rust and TypeScript share', () => {
  it('are there for every kind', () => {
    expect(files.length).toBeGreaterThanOrEqual(23);
  });

  it.each(files)('%s', (file) => {
    const { events, expected } = JSON.parse(readFileSync(`${JOURNALS}/${file}`, 'utf8')) as Fixture;
    const { group, window } = stateOf(events);
    expect(group).toEqual(expected.group);
    expect(asOf(window.messages, group.seq)).toEqual(expected.messages);
  });
});

describe('the reducer', () => {
  it('ignores what it has taken: twice is once', () => {
    fc.assert(
      fc.property(journals(60), (events) => {
        const twice = events.flatMap((one) => [one, one]);
        expect(stateOf(twice)).toEqual(stateOf(events));
        const state = stateOf(events);
        for (const one of events) {
          expect(reduceGroup(state.group, one)).toBe(state.group);
          expect(reduceWindow(state.window, one).messages).toEqual(state.window.messages);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('leaves the states it was given as they were', () => {
    fc.assert(
      fc.property(journals(40), (events) => {
        const [head, last] = [events.slice(0, -1), events.at(-1) as Event];
        const state = stateOf(head);
        const before = structuredClone(state);
        reduceGroup(state.group, last);
        reduceWindow(state.window, last);
        expect(state).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it('takes only the place of what it does not know, or may not see', () => {
    const events = [...founding(), said(5, 'hi')];
    const state = stateOf(events);
    const strange = { ...event(6, 'hidden', {}), kind: 'whispered' } as unknown as Event;
    expect(isKnown(strange)).toBe(false);
    expect(reduceWindow(state.window, strange)).toBe(state.window);
    expect(reduceGroup(state.group, strange)).toEqual({ ...state.group, seq: 6 });
    expect(isKnown(event(6, 'hidden', {}))).toBe(true);
  });

  it('changes one message alone as it changes it in its thread', () => {
    fc.assert(
      fc.property(journals(60), (events) => {
        const { window } = stateOf(events);
        for (const message of window.messages) {
          const first = stateOf(events.slice(0, message.seq)).window.messages.at(-1) as Message;
          expect(events.reduce(reduceMessage, first)).toEqual(message);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('sorts reactions by code points', () => {
    const react = (seq: number, emoji: string) =>
      event(seq, 'reaction_added', { message: 'm5', message_seq: 5, emoji });
    const { window } = stateOf([
      ...founding(),
      said(5, 'hi'),
      react(6, '✋️'),
      react(7, '✋🏻'),
      react(8, '✋'),
    ]);
    // U+FE0F is before U+1F3FB, though its UTF-16 is after.
    expect(window.messages[0]?.reactions.map((reaction) => reaction.emoji)).toEqual(['✋', '✋️', '✋🏻']);
  });
});
