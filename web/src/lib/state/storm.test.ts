import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Event } from '../api/wire.ts';
import { App } from './app.svelte.ts';
import { FakeBrowser } from './testing/browser.ts';
import { asOf, founding, GROUP, journals, stateOf } from './testing/journal.ts';
import { FakeServer } from './testing/server.ts';
import { until } from './testing/until.ts';

/** What happens around an event. */
type Weather =
  | 'calm'
  | 'lost'
  | 'doubled'
  | 'shuffled'
  | 'drop'
  | 'view'
  | 'older'
  | 'newer'
  | 'jump'
  | 'latest'
  | 'leave';
const weather = fc.constantFrom<Weather>(
  ...([
    'calm',
    'calm',
    'calm',
    'lost',
    'doubled',
    'shuffled',
    'drop',
    'view',
    'older',
    'newer',
    'jump',
    'latest',
    'leave',
  ] as const),
);

/** Whatever the network and the reader do: at rest, what is shown is what a fresh reader of the journal would see. */
it('ends in the state of a fresh load', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(journals(70), fc.array(weather, { minLength: 1 }), async (events, days) => {
      const server = new FakeServer(events.slice(0, Math.max(founding().length, events.length - 40)));
      const app = new App(new FakeBrowser().tab(server));
      const thread = app.thread(GROUP);
      const settled = () =>
        until(() => {
          app.connection.tryNow();
          expect(app.feed.isCaughtUp && app.connection.status === 'live').toBe(true);
          expect(app.groups.get(GROUP)?.sequence.seq).toBe(server.events.length);
        });
      await app.start();
      await settled();
      await thread.open();
      const rest = events.slice(server.events.length);
      for (const [i, next] of rest.entries()) {
        const day = days[i % days.length] ?? 'calm';
        stormOf(day, app, server, next);
        if (i % 7 === 3) await new Promise((resolve) => setTimeout(resolve, 0));
      }
      // The next event shows that the last was lost; a real server says so when it is asked for a sign of life.
      app.feed.probe();
      await settled();
      await thread.open();
      await until(() => {
        expect([thread.loadingOlder, thread.loadingNewer, thread.status]).toEqual([false, false, 'ready']);
      });
      // Counts that could not be known here are asked for, a little later.
      await until(() => expectFresh(app, server));
      app.connection.stop();
      app.outbox.close();
    }),
    { numRuns: 80 },
  );
});

function stormOf(day: Weather, app: App, server: FakeServer, next: Event): void {
  const thread = app.thread(GROUP);
  const before = server.events;
  server.append(next, day === 'lost' || day === 'shuffled' || day === 'drop' || day === 'view');
  if (day === 'doubled') server.say({ type: 'event', event: next });
  if (day === 'shuffled')
    for (const event of before.slice(-3).reverse()) server.say({ type: 'event', event });
  if (day === 'drop') server.drop();
  if (day === 'view') {
    server.say({ type: 'group', view: server.view('ana', GROUP) });
    server.say({ type: 'caught_up', group: GROUP, seq: server.events.length });
  }
  if (day === 'older') void thread.loadOlder();
  if (day === 'newer') void thread.loadNewer();
  if (day === 'jump') void thread.jumpTo('m5');
  if (day === 'latest') void thread.jumpToLatest();
  if (day === 'leave') thread.close();
  app.connection.tryNow();
}

function expectFresh(app: App, server: FakeServer): void {
  const { group, window } = stateOf(server.events);
  const state = app.groups.get(GROUP);
  expect(state?.group).toEqual(group);
  const { messages, notices, hasNewer, hasOlder } = app.thread(GROUP).window;
  const [first, last] = [messages[0]?.seq ?? 0, messages.at(-1)?.seq ?? 0];
  const inside = ({ seq }: { seq: number }) => (!hasOlder || seq >= first) && (!hasNewer || seq <= last);
  expect(asOf(messages, group.seq)).toEqual(asOf(window.messages.filter(inside), group.seq));
  expect(notices.filter(inside)).toEqual(window.notices.filter(inside));
  const view = server.view('ana', GROUP);
  expect(state?.last?.id ?? null).toBe(view.last?.id ?? null);
  expect(state?.last && asOf([state.last], 0)).toEqual(view.last && asOf([view.last], 0));
  expect(state?.unread.count).toBe(view.unread.count);
  // The first unread may be said less exactly, as a place before it with nothing unread between.
  const start = state?.unread.first ?? Infinity;
  const open = window.messages.filter((m) => m.author !== 'ana' && !m.deleted && m.seq >= start);
  expect(open[0]?.seq ?? null).toBe(view.unread.first);
}
