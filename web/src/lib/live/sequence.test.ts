import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../api/wire.ts';
import { Sequence } from './sequence.ts';

const event = (seq: number) => ({ group: 'g', seq, at: '', author: 'a', kind: 'hidden' }) as Event;
const seqs = (events: Event[]) => events.map((one) => one.seq);

describe('the sequence of a group', () => {
  it('hands on each event once and in order, whatever is doubled and shuffled', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30)), (order) => {
        const sequence = new Sequence(1, 0);
        const out = order.flatMap((seq) => seqs(sequence.receive(event(seq + 1))));
        const rest = Array.from({ length: 31 }, (_, i) => i + 1).flatMap((seq) =>
          seqs(sequence.receive(event(seq))),
        );
        expect([...out, ...rest]).toEqual(Array.from({ length: 31 }, (_, i) => i + 1));
      }),
    );
  });

  it('asks once for a gap', () => {
    const sequence = new Sequence(1, 3);
    expect(sequence.receive(event(5))).toEqual([]);
    expect(sequence.shouldAsk()).toBe(true);
    sequence.receive(event(6));
    expect(sequence.shouldAsk()).toBe(false);
    expect(seqs(sequence.receive(event(4)))).toEqual([4, 5, 6]);
    expect(sequence.caughtUp(6)).toBe('nothing');
    expect(sequence.shouldAsk()).toBe(false);
  });

  it('asks again where the answer was short, and for the view where it brought nothing', () => {
    const sequence = new Sequence(1, 3);
    sequence.receive(event(9));
    expect(sequence.shouldAsk()).toBe(true);
    sequence.receive(event(4));
    expect(sequence.caughtUp(8)).toBe('ask');
    expect(sequence.caughtUp(8)).toBe('view');
    sequence.jump(1, 8);
    expect(seqs(sequence.drain())).toEqual([9]);
  });

  it('learns from the head that it missed the last', () => {
    const sequence = new Sequence(1, 3);
    expect(sequence.caughtUp(4)).toBe('ask');
  });

  it('keeps nothing of another history', () => {
    const sequence = new Sequence(1, 3);
    sequence.receive(event(9));
    sequence.jump(2, 8);
    expect(sequence.drain()).toEqual([]);
    expect(sequence).toMatchObject({ epoch: 2, seq: 8 });
  });

  it('does not hold more than it can bear', () => {
    const sequence = new Sequence(1, 0);
    for (let seq = 2; seq < 3_000; seq++) sequence.receive(event(seq));
    expect(sequence.receive(event(1)).length).toBeLessThan(1_005);
  });
});
