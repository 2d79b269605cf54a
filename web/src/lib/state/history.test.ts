import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Unreachable } from '../api/problem.ts';
import { database } from '../outbox/database.ts';
import type { App } from './app.svelte.ts';
import { event, GROUP } from './testing/journal.ts';
import { live, Scene, texts } from './testing/scene.ts';
import { until } from './testing/until.ts';

const isThread = (call: string) => call.endsWith('/messages');

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
});
afterEach(() => scene.end());

/** An app that shows the copy of the thread as far as `read`, while the server does not give its page. */
async function copied(messages: number, read = messages): Promise<App> {
  for (let i = 7; i <= messages; i++) scene.append(`text ${i}`);
  scene.server.reads.set('ana', read);
  const { app, tab } = await scene.reading();
  await app.thread(GROUP).jumpToLatest();
  tab.leave();
  const kept = async () => (await (await database()).getAll('groups'))[0]?.page?.messages.at(-1)?.seq;
  await until(async () => expect(await kept()).toBe(messages));
  app.connection.stop();
  scene.server.fails = isThread;
  return (await scene.opened()).app;
}

describe('a copy that is confirmed', () => {
  it('leaves whoever reads in it where they are', async () => {
    const app = await copied(100);
    const thread = app.thread(GROUP);
    await thread.open();
    await live(app);
    expect(thread.isCached).toBe(true);
    thread.setAtEnd(false);
    thread.setAnchor({ message: 'm60', offset: -12 });
    for (let i = 101; i <= 200; i++) scene.append(`text ${i}`);
    await scene.taken(app);
    scene.server.fails = () => false;
    scene.server.drop();
    app.connection.tryNow();
    await until(() => expect(thread.isCached).toBe(false));
    expect(thread.target).toMatchObject({ to: 'anchor', message: 'm60', offset: -12 });
    expect(thread.find('m60')).toBeDefined();
  });

  it('leaves whoever begins to read while the page is on its way', async () => {
    const app = await copied(100);
    scene.server.fails = () => false;
    for (let i = 101; i <= 200; i++) scene.append(`text ${i}`);
    const thread = app.thread(GROUP);
    const opening = thread.open();
    thread.setAtEnd(false);
    thread.setAnchor({ message: 'm60', offset: 0 });
    await opening;
    expect(thread).toMatchObject({ isCached: false, hasNewer: true });
    expect(thread.target).toMatchObject({ to: 'anchor', message: 'm60' });
  });

  it('shows its end to whoever is there', async () => {
    const app = await copied(100);
    scene.server.fails = () => false;
    const thread = app.thread(GROUP);
    const opening = thread.open();
    thread.setAnchor(null);
    await opening;
    expect(thread.target).toMatchObject({ to: 'end' });
  });

  it('says how much is new as the server counts it', async () => {
    const app = await copied(100, 90);
    const thread = app.thread(GROUP);
    scene.server.fails = () => false;
    for (let i = 101; i <= 120; i++) scene.append(`text ${i}`);
    const opening = thread.open();
    expect(thread.divider).toEqual({ seq: 91, count: 10 });
    await opening;
    await live(app);
    await until(() => expect(thread.divider).toEqual({ seq: 91, count: 30 }));
  });
});

describe('more of a thread that cannot be loaded', () => {
  const asked = () => scene.server.asked.filter((call) => call.includes('before=')).length;

  /** The list asks again and again until rows come. */
  async function insist(app: App) {
    for (let i = 0; i < 8; i++) await app.thread(GROUP).loadOlder();
  }

  it('is asked for once, and again by whoever reads, or with the next connection', async () => {
    for (let i = 7; i <= 200; i++) scene.append(`text ${i}`);
    scene.server.reads.set('ana', 200);
    const { app } = await scene.reading();
    const thread = app.thread(GROUP);
    scene.server.fails = isThread;
    await insist(app);
    expect(asked()).toBe(1);
    expect(thread).toMatchObject({ failedOlder: true, failedNewer: false, loadingOlder: false });
    thread.tryMore();
    expect(thread.failedOlder).toBe(false);
    await insist(app);
    expect(asked()).toBe(2);
    scene.server.drop();
    app.connection.tryNow();
    await live(app);
    expect(thread.failedOlder).toBe(false);
    scene.server.fails = () => false;
    await insist(app);
    expect(thread.hasOlder).toBe(false);
  });

  it('is forgotten when another part is loaded', async () => {
    for (let i = 7; i <= 200; i++) scene.append(`text ${i}`);
    scene.server.reads.set('ana', 200);
    const { app } = await scene.reading();
    scene.server.fails = isThread;
    await insist(app);
    scene.server.fails = () => false;
    await app.thread(GROUP).jumpTo('m50');
    expect(app.thread(GROUP).failedOlder).toBe(false);
  });
});

describe('far up in a thread while it cannot be loaded', () => {
  async function farUp() {
    for (let i = 7; i <= 200; i++) scene.append(`text ${i}`);
    scene.server.reads.set('ana', 200);
    const both = await scene.reading();
    await both.app.thread(GROUP).jumpTo('m50');
    scene.append('text 201');
    scene.server.append(event(202, 'message_deleted', { message: 'm199', message_seq: 199 }, 'ben'));
    await scene.taken(both.app);
    scene.server.isUp = false;
    both.tab.setOnline(false);
    return both;
  }

  it('shows what is written, at the end as it was last seen, until the server has it', async () => {
    const { app, tab } = await farUp();
    const thread = app.thread(GROUP);
    thread.send({ text: 'from the train', mentions: [] });
    await until(() => expect(texts(app).slice(-4)).toEqual([null, 'text 200', 'text 201', 'from the train']));
    expect(thread).toMatchObject({ hasNewer: false, target: { to: 'end' } });
    scene.append('meanwhile');
    scene.server.isUp = true;
    tab.setOnline(true);
    await live(app);
    await until(() => expect(texts(app).slice(-2)).toEqual(['meanwhile', 'from the train']));
    await until(() => scene.expectFresh(app));
  });

  it('keeps the way back until it was gone', async () => {
    const { app, tab } = await farUp();
    const thread = app.thread(GROUP);
    thread.seen(50);
    await thread.jumpToLatest();
    thread.seen(190);
    expect(await thread.jumpTo('m20')).toBe(false);
    expect(thread.problem).toBeInstanceOf(Unreachable);
    scene.server.isUp = true;
    tab.setOnline(true);
    await live(app);
    await thread.jumpTo('m50');
    expect(thread.canJumpBack).toBe(true);
    scene.server.fails = isThread;
    expect(await thread.jumpBack()).toBe(false);
    expect(thread.canJumpBack).toBe(true);
    scene.server.fails = () => false;
    expect(await thread.jumpBack()).toBe(true);
    expect(thread.canJumpBack).toBe(false);
  });

  it('says so where no end is kept', async () => {
    for (let i = 7; i <= 200; i++) scene.append(`text ${i}`);
    const { app } = await scene.opened();
    await app.thread(GROUP).open('m50');
    scene.server.fails = isThread;
    expect(await app.thread(GROUP).jumpToLatest()).toBe(false);
    expect(app.thread(GROUP)).toMatchObject({ isCached: false, hasNewer: true });
  });
});

describe('a quote of what is not loaded', () => {
  it('is missing where the server says so, and comes later where the server is in trouble', async () => {
    for (let i = 7; i <= 100; i++) scene.append(`text ${i}`);
    scene.server.reads.set('ana', 100);
    const { app } = await scene.reading();
    const thread = app.thread(GROUP);
    const isQuote = (call: string) => call.endsWith('/messages/m5');
    scene.server.fails = isQuote;
    expect(thread.quoted('m5')).toBe('loading');
    await until(() => expect(scene.server.asked.filter(isQuote)).toHaveLength(1));
    await until(() => expect(thread.quoted('no')).toBe('missing'));
    expect(thread.quoted('m5')).toBe('loading');
    scene.server.fails = () => false;
    scene.server.drop();
    app.connection.tryNow();
    await live(app);
    await until(() => expect(thread.quoted('m5')).toMatchObject({ body: { text: 'first' } }));
  });
});
