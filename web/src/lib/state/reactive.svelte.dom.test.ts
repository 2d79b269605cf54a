import 'fake-indexeddb/auto';
import { flushSync } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import { App } from './app.svelte.ts';
import { FakeBrowser } from './testing/browser.ts';
import { event, founding, GROUP, said, ASSISTANT, timeOf } from './testing/journal.ts';
import { FakeServer } from './testing/server.ts';
import { until } from './testing/until.ts';

let stop = () => {};
afterEach(() => stop());

/** Collects what `read` says each time that it changes. */
function watch<T>(read: () => T): T[] {
  const seen: T[] = [];
  const end = $effect.root(() => {
    $effect(() => void seen.push(read()));
  });
  const before = stop;
  stop = () => (before(), end());
  flushSync();
  return seen;
}

it('tells the page what changed, and nothing else', async () => {
  const server = new FakeServer([...founding(), said(5, 'first', 'ben'), said(6, 'second', 'ana')]);
  server.reads.set('ana', 6);
  const app = new App(new FakeBrowser().tab(server));
  stop = () => (app.connection.stop(), app.outbox.close());
  const names = watch(() => app.groups.list.map((group) => group.name).join());
  const status = watch(() => app.connection.status);
  await app.start();
  await until(() => expect(app.feed.isCaughtUp).toBe(true));
  const thread = app.thread(GROUP);
  await thread.open();
  flushSync();
  expect(names).toEqual(['', 'Lisbon']);
  expect(status.at(-1)).toBe('live');

  const texts = watch(() =>
    thread.rows.flatMap((row) => (row.kind === 'message' ? [row.message.body?.text] : [])).join(),
  );
  const unread = watch(() => app.groups.get(GROUP)?.unread.count);
  const preview = watch(() => app.groups.get(GROUP)?.preview.kind);
  const partial = watch(() => thread.partial('m8'));
  const seen = watch(() =>
    app.groups
      .get(GROUP)
      ?.typing.map((one) => one.name)
      .join(),
  );
  const taken = (seq: number) => until(() => expect(app.groups.get(GROUP)?.sequence.seq).toBe(seq));

  server.say({ type: 'typing', group: GROUP, profile: 'ben', on: true });
  server.append(said(7, 'third', 'ben'));
  await taken(7);
  flushSync();
  expect(texts).toEqual(['first,second', 'first,second,third']);
  expect(unread).toEqual([0, 1]);
  expect(seen[0]).toBe('');
  expect(seen.at(-1)).toBe('');

  const run = { run: 'r8', message: 'm8', assistant: ASSISTANT, call: 'm7', answers: 'ben', model: null };
  const more = { model_name: 'Small', origin: { origin: 'call' as const }, began_at: timeOf(8) };
  server.append(event(8, 'run_began', { run: { ...run, ...more } }, ASSISTANT));
  await taken(8);
  flushSync();
  const rows = texts.length;
  for (const [offset, text] of [
    [0, 'Once '],
    [5, 'upon '],
  ] as const) {
    server.say({ type: 'delta', group: GROUP, message: 'm8', run: 'r8', offset, text });
    await until(() => expect(thread.partial('m8')).toContain(text));
    flushSync();
  }
  expect(partial.slice(-3)).toEqual(['', 'Once ', 'Once upon ']);
  // A growing text draws its own message and not the list.
  expect(texts).toHaveLength(rows);
  expect(preview.at(-1)).toBe('answering');

  thread.react('m5', '👍', true);
  thread.send({ text: 'fourth', mentions: [] });
  flushSync();
  expect(texts.at(-1)).toBe('first,second,third,,fourth');
  await until(() => expect(app.outbox.items).toEqual([]));
  flushSync();
  expect(texts.at(-1)).toBe('first,second,third,,fourth');
});

it('goes on when the page that opened a thread has gone', async () => {
  const server = new FakeServer([...founding(), said(5, 'first', 'ben')]);
  const app = new App(new FakeBrowser().tab(server));
  stop = () => (app.connection.stop(), app.outbox.close());
  await app.start();
  await until(() => expect(app.feed.isCaughtUp).toBe(true));
  const leave = $effect.root(() => {
    $effect(() => void app.thread(GROUP).rows);
  });
  flushSync();
  const thread = app.thread(GROUP);
  await thread.open();
  leave();
  server.append(said(6, 'second', 'ben'));
  await until(() => expect(app.groups.get(GROUP)?.sequence.seq).toBe(6));

  const texts = watch(() =>
    thread.rows.flatMap((row) => (row.kind === 'message' ? [row.message.body?.text] : [])).join(),
  );
  expect(texts).toEqual(['first,second']);
});
