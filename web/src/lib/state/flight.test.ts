import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event, Message } from '../api/wire.ts';
import { Loader, type Flight } from './flight.ts';
import { asOf, journals, pageOf, said, founding, stateOf } from './testing/journal.ts';
import { EMPTY } from './window.ts';

/** What a reader does between events. */
type Deed =
  | { do: 'older' | 'newer' | 'newest' | 'around'; where: number }
  | { do: 'land'; lag: number }
  | { do: 'event' };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Deed>({ do: 'event' }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('land' as const), lag: fc.nat(12) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('older' as const, 'newer' as const, 'newest' as const, 'around' as const),
      where: fc.nat(9_999),
    }),
  },
);

/** A reader whose pages are answered late, at some moment between sending and landing. */
function read(events: readonly Event[], from: number, deeds: readonly Deed[], max: number): Loader {
  const limit = 4;
  const loader = new Loader(EMPTY);
  loader.land(loader.depart('fresh'), pageOf(events.slice(0, from), { limit }));
  const away: {
    flight: Flight;
    query: { before?: number; after?: number; around?: number };
    sent: number;
  }[] = [];
  let head = from;
  const land = (lag: number) => {
    const request = away.shift();
    if (!request) return;
    // The server answered at any moment from the sending on; it may be ahead of what this reader was told.
    const answered = Math.min(events.length, request.sent + lag);
    loader.land(request.flight, pageOf(events.slice(0, answered), { ...request.query, limit }), max);
  };
  for (const one of deeds) {
    const { messages, hasOlder, hasNewer } = loader.window;
    const [first, last] = [messages[0], messages.at(-1)];
    if (one.do === 'event') {
      const next = events[head];
      if (next) loader.take(next);
      head = Math.min(events.length, head + 1);
    } else if (one.do === 'land') land(one.lag);
    else if (one.do === 'older' && first && hasOlder && !loader.isAway('older')) {
      away.push({ flight: loader.depart('older'), query: { before: first.seq }, sent: head });
    } else if (one.do === 'newer' && last && hasNewer && !loader.isAway('newer')) {
      away.push({ flight: loader.depart('newer'), query: { after: last.seq }, sent: head });
    } else if (one.do === 'newest') away.push({ flight: loader.depart('fresh'), query: {}, sent: head });
    else if (one.do === 'around') {
      away.push({ flight: loader.depart('fresh'), query: { around: one.where % (head + 1) }, sent: head });
    }
  }
  while (away.length > 0) land(0);
  for (const one of events.slice(head)) loader.take(one);
  return loader;
}

describe('a thread read in pieces', () => {
  it('is a piece of the thread read fresh, whatever arrived while pages were on their way', () => {
    fc.assert(
      fc.property(
        journals(90),
        fc.nat(90),
        fc.array(deed, { maxLength: 80 }),
        fc.constantFrom(6, 9, 2_000),
        (events, start, deeds, max) => {
          const loader = read(events, Math.min(events.length, 4 + start), deeds, max);
          const { window } = stateOf(events);
          const { messages, hasNewer, hasOlder, notices } = loader.window;
          const head = events.length;
          const [first, last] = [messages[0], messages.at(-1)];
          const inside = (place: { seq: number }) =>
            (!hasOlder || place.seq >= (first?.seq ?? 0)) && (!hasNewer || place.seq <= (last?.seq ?? 0));
          const fresh: Message[] = window.messages.filter(inside);
          expect(asOf(messages, head)).toEqual(asOf(fresh, head));
          expect(notices.filter(inside)).toEqual(window.notices.filter(inside));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('does not take a page for a place that has been left', () => {
    const events = [...founding(), ...Array.from({ length: 20 }, (_, i) => said(5 + i, `text ${i}`))];
    const loader = new Loader(EMPTY);
    loader.land(loader.depart('fresh'), pageOf(events, { limit: 5 }));
    const older = loader.depart('older');
    loader.land(loader.depart('fresh'), pageOf(events, { limit: 4, around: 6 }));
    expect(loader.land(older, pageOf(events, { limit: 5, before: 20 }))).toBe(false);
    expect(loader.window.messages.map((message) => message.seq)).toEqual([5, 6, 7, 8]);
  });

  it('keeps at most its measure, and lets go at the far side', () => {
    const events = [...founding(), ...Array.from({ length: 20 }, (_, i) => said(5 + i, `text ${i}`))];
    const loader = new Loader(EMPTY);
    loader.land(loader.depart('fresh'), pageOf(events, { limit: 6 }));
    loader.land(loader.depart('older'), pageOf(events, { limit: 6, before: 19 }), 8);
    expect(loader.window.messages.map((message) => message.seq)).toEqual([13, 14, 15, 16, 17, 18, 19, 20]);
    expect(loader.window).toMatchObject({ hasOlder: true, hasNewer: true });
  });
});
