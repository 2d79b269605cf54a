import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '../outbox/database.ts';
import { dismissOthers } from './account.ts';
import { FakeBrowser } from './testing/browser.ts';
import { event, GROUP, said } from './testing/journal.ts';
import { live, Scene, texts } from './testing/scene.ts';
import { meOf } from './testing/server.ts';
import { until } from './testing/until.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
});
afterEach(() => scene.end());

describe('losing the connection', () => {
  it('offline writes three messages that everybody gets in order, once', async () => {
    const { app, tab } = await scene.reading();
    const other = (await scene.reading(new FakeBrowser())).app;
    const notices = vi.fn();
    app.onNotice(notices);
    tab.setOnline(false);
    expect(app.connection.status).toBe('offline');
    for (const text of ['a', 'b', 'c']) app.thread(GROUP).send({ text, mentions: [] });
    scene.append('meanwhile', 'cleo');
    expect(texts(app)).toEqual(['first', 'second', 'a', 'b', 'c']);
    tab.setOnline(true);
    await live(app);
    await until(() => expect(scene.server.events).toHaveLength(10));
    for (const one of [app, other]) {
      await scene.taken(one);
      await until(() => expect(texts(one)).toEqual(['first', 'second', 'meanwhile', 'a', 'b', 'c']));
      scene.expectFresh(one);
    }
    await until(() => expect(notices).toHaveBeenCalledWith({ kind: 'sent-after-offline', count: 3 }));
  });

  it('resumes from its place, and asks once for what events do not say', async () => {
    const { app } = await scene.reading();
    scene.server.heard = [];
    scene.server.asked = [];
    scene.server.drop();
    scene.append('missed');
    scene.server.reads.set('cleo', 7);
    app.connection.tryNow();
    await live(app);
    await scene.taken(app);
    expect(scene.server.heard[0]).toEqual({
      type: 'resume',
      positions: [{ group: GROUP, epoch: 1, seq: 6 }],
      active: true,
    });
    const missed = app.thread(GROUP).find('m7');
    await until(() => expect(missed && app.groups.get(GROUP)?.seenBy(missed)).toHaveLength(1));
    expect(scene.server.asked.filter((call) => call === 'GET /groups')).toHaveLength(1);
    expect(scene.server.asked.filter((call) => call.includes('/messages?'))).toEqual([]);
    scene.expectFresh(app);
  });

  it('loads the thread anew when the server sends the view instead of events', async () => {
    const { app } = await scene.reading();
    scene.server.drop();
    for (let i = 7; i <= 90; i++) scene.server.append(said(i, `text ${i}`, 'ben'), true);
    scene.server.intercept = (frame, say) => {
      if (frame.type !== 'resume') return false;
      scene.server.intercept = () => false;
      frame.positions = [];
      say({ type: 'typing', group: GROUP, profile: 'ben', on: false });
      return false;
    };
    app.connection.tryNow();
    await live(app);
    await until(() => scene.expectFresh(app));
    expect(app.thread(GROUP).hasOlder).toBe(true);
  });

  it('waits for its owner when the session has ended, and loses nothing', async () => {
    const { app } = await scene.reading();
    app.drafts.set(GROUP, { text: 'half a thought' });
    scene.server.cookie = null;
    scene.server.drop(4001);
    expect(app.session.status).toBe('expired');
    app.thread(GROUP).send({ text: 'written meanwhile', mentions: [] });
    expect(texts(app)).toEqual(['first', 'second', 'written meanwhile']);
    await app.session.signIn('ana', 'password');
    await live(app);
    await until(() => expect(scene.server.events).toHaveLength(7));
    expect(app.drafts.get(GROUP).text).toBe('half a thought');
    await until(() => expect(app.outbox.items).toEqual([]));
    scene.expectFresh(app);
  });

  it('goes on when its owner has signed in again in another tab', async () => {
    const { app, tab } = await scene.reading();
    scene.server.cookie = null;
    scene.server.drop(4001);
    tab.setActive(false);
    scene.server.cookie = 'ana';
    tab.setActive(true);
    await live(app);
    expect(app.session.status).toBe('signed-in');
    scene.expectFresh(app);
  });

  it('learns that it was removed, and gives back what was not sent', async () => {
    const { app, tab } = await scene.reading();
    tab.setOnline(false);
    app.thread(GROUP).send({ text: 'too late', mentions: [] });
    const notices = vi.fn();
    app.onNotice(notices);
    tab.setOnline(true);
    scene.server.intercept = (frame, say) => {
      if (frame.type === 'post') say({ type: 'gone', group: GROUP, reason: 'removed' });
      return frame.type === 'post';
    };
    await until(() => expect(app.groups.goneReason(GROUP)).toBe('removed'));
    expect(notices).toHaveBeenCalledWith({ kind: 'gone', group: GROUP, name: 'Lisbon', reason: 'removed' });
    expect(app.drafts.get(GROUP)).toMatchObject({ text: 'too late', note: 'removed-from-group' });
    expect(app.groups.list).toEqual([]);
    tab.leave();
    // Later, in a browser that knows the group no more, there is still a way to the text.
    scene.server.lose(GROUP, 'removed');
    const again = (await scene.opened()).app;
    await live(again);
    const astray = again.drafts.astray((id) => again.groups.get(id) !== undefined);
    expect(astray).toEqual([[GROUP, expect.objectContaining({ text: 'too late', from: 'Lisbon' })]]);
    again.drafts.clear(GROUP);
    expect(again.drafts.astray(() => false)).toEqual([]);
  });
});

describe('a group that was lost while away', () => {
  it.each(['removed', 'deleted', 'unknown'] as const)(
    'is gone for the reason there is: %s',
    async (reason) => {
      const { app } = await scene.reading();
      const notices = vi.fn();
      app.onNotice(notices);
      scene.server.drop();
      scene.server.lose(GROUP, reason);
      app.connection.tryNow();
      await until(() => expect(app.groups.goneReason(GROUP)).toBe(reason));
      expect(app.groups.list).toEqual([]);
      await live(app);
      expect(notices.mock.calls).toEqual([[{ kind: 'gone', group: GROUP, name: 'Lisbon', reason }]]);
    },
  );

  it('is asked after by a browser that has only its copy', async () => {
    const { tab } = await scene.reading();
    tab.leave();
    await until(async () => expect(await (await database()).getAll('groups')).toHaveLength(1));
    scene.server.lose(GROUP, 'removed');
    const again = (await scene.opened()).app;
    await live(again);
    expect(again.groups.goneReason(GROUP)).toBe('removed');
    expect(again.groups.list).toEqual([]);
  });
});

describe('this browser', () => {
  it('shows its copy offline, searches it, and is clean after signing out', async () => {
    const { app, tab } = await scene.reading();
    scene.append('Café in Lisboa');
    await scene.taken(app);
    tab.leave();
    await until(async () => expect(await (await database()).getAll('groups')).toHaveLength(1));
    await until(async () =>
      expect((await (await database()).getAll('groups'))[0]?.page?.messages).toHaveLength(3),
    );
    app.connection.stop();
    scene.server.isUp = false;
    vi.spyOn(console, 'warn').mockReturnValue();
    const again = (await scene.opened()).app;
    expect(again.session).toMatchObject({ status: 'signed-in', isCached: true });
    expect(again.groups.ready).toBe(true);
    void again.thread(GROUP).open();
    expect(texts(again)).toEqual(['first', 'second', 'Café in Lisboa']);
    const found = await again.search('cafe');
    expect(found).toMatchObject({ isCached: true, hits: [{ group_name: 'Lisbon', message: { seq: 7 } }] });
    scene.server.isUp = true;
    scene.append('news');
    again.connection.tryNow();
    await live(again);
    await until(() => scene.expectFresh(again));
    expect(again.session.isCached).toBe(false);
    again.drafts.set(GROUP, { text: 'kept' });
    await again.session.signOut();
    expect(again.groups.list).toEqual([]);
    expect(await (await database()).getAll('groups')).toEqual([]);
    expect(scene.browser.shelf.has('tertulia.account')).toBe(false);
    await again.session.signIn('ana', 'password');
    await until(() => expect(again.drafts.get(GROUP).text).toBe('kept'));
  });

  it('shares drafts between its tabs, and signs all of them out', async () => {
    const [one, two] = [await scene.reading(), await scene.reading()];
    one.app.drafts.set(GROUP, { text: 'from one' });
    one.app.drafts.flush();
    expect(two.app.drafts.get(GROUP).text).toBe('from one');
    one.app.drafts.clear(GROUP);
    expect(two.app.drafts.has(GROUP)).toBe(false);
    await one.app.session.signOut();
    await until(() => expect(two.app.session.status).toBe('signed-out'));
    expect(two.app.groups.list).toEqual([]);
    await one.app.session.signIn('ben', 'password');
    await until(() => expect(two.app.me).toBe('ben'));
    await live(two.app);
    expect(two.app.groups.list).toHaveLength(1);
  });
});

describe('a browser that several people use', () => {
  beforeEach(() => vi.spyOn(console, 'warn').mockReturnValue());

  it('shows nobody what the one before saw, and forgets it', async () => {
    const { app, tab } = await scene.reading();
    tab.leave();
    await until(async () => expect(await (await database()).getAll('groups')).toHaveLength(1));
    app.connection.stop();
    // Ben signs in on a page for strangers.
    dismissOthers(tab.shelf, 'ben');
    scene.server.cookie = 'ben';
    scene.server.isUp = false;
    const next = (await scene.opened()).app;
    expect(next.session.me).toBeNull();
    expect(next.groups.list).toEqual([]);
    scene.server.isUp = true;
    await next.session.start();
    await live(next);
    const db = await database();
    await until(async () => expect(await db.getAllKeys('accounts')).toEqual(['ben']));
    expect((await db.getAll('groups')).filter((row) => row.account === 'ana')).toEqual([]);
  });

  it('goes on showing the same person what is kept', async () => {
    const { app, tab } = await scene.reading();
    app.connection.stop();
    dismissOthers(tab.shelf, 'ana');
    scene.server.isUp = false;
    expect((await scene.opened()).app.me).toBe('ana');
  });
});

describe('a browser with a broken disk', () => {
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockReturnValue();
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new Error('The disk is broken.');
    });
  });

  it('goes live and sends, and says once that nothing is kept', async () => {
    const { app } = await scene.reading();
    const notices = vi.fn();
    app.onNotice(notices);
    for (const text of ['a', 'b']) app.thread(GROUP).send({ text, mentions: [] });
    await until(() => expect(scene.server.events).toHaveLength(8));
    expect(notices.mock.calls).toEqual([[{ kind: 'unkept' }]]);
  });

  it('lets a guest go', async () => {
    const { app } = await scene.reading();
    app.session.me = { ...meOf('ana'), is_guest: true };
    await app.session.signOut();
    expect(app.session.status).toBe('signed-out');
    expect(app.groups.list).toEqual([]);
  });
});

describe('a thread that the server has not confirmed', () => {
  const isThread = (call: string) => call.endsWith('/messages');

  it('that was let go does not make the group empty', async () => {
    const { app } = await scene.reading();
    app.thread(GROUP).close();
    scene.server.drop();
    for (let i = 7; i <= 90; i++) scene.server.append(said(i, `text ${i}`, 'ben'), true);
    scene.server.intercept = (frame) => {
      if (frame.type === 'resume') frame.positions = [];
      return false;
    };
    app.connection.tryNow();
    await live(app);
    expect(app.thread(GROUP).status).toBe('idle');
    scene.append('a slip');
    await scene.taken(app);
    expect(app.groups.get(GROUP)?.unread.count).toBe(86);
    scene.server.append(event(92, 'message_deleted', { message: 'm91', message_seq: 91 }, 'ben'));
    const preview = () => app.groups.get(GROUP)?.preview;
    await until(() => expect(preview()).toMatchObject({ kind: 'message', message: { id: 'm90' } }));
  });

  it('is not kept with a hole in it, and counts nothing', async () => {
    const { app, tab } = await scene.reading();
    tab.leave();
    await until(async () =>
      expect((await (await database()).getAll('groups'))[0]?.page?.messages).toHaveLength(2),
    );
    app.connection.stop();
    for (let i = 7; i <= 90; i++) scene.server.append(said(i, `text ${i}`, 'ben'), true);
    scene.server.fails = isThread;
    const again = (await scene.opened()).app;
    const thread = again.thread(GROUP);
    await thread.open();
    await live(again);
    scene.append('after the hole');
    await scene.taken(again);
    expect(thread.isCached).toBe(true);
    expect(thread.toPage(91)).toBeNull();
    thread.seen(6);
    await until(() => expect(again.groups.get(GROUP)?.unread).toEqual({ count: 85, mentions: 0, first: 7 }));
    scene.server.fails = () => false;
    await thread.open();
    await thread.jumpToLatest();
    expect(thread.toPage(91)?.messages).toHaveLength(50);
  });

  it('still counts what is read of a copy that lacks nothing', async () => {
    scene.append('third');
    const { app, tab } = await scene.reading();
    tab.leave();
    await until(async () =>
      expect((await (await database()).getAll('groups'))[0]?.page?.messages).toHaveLength(3),
    );
    app.connection.stop();
    scene.server.isUp = false;
    vi.spyOn(console, 'warn').mockReturnValue();
    const again = (await scene.opened()).app;
    void again.thread(GROUP).open();
    expect(again.groups.get(GROUP)?.unread.count).toBe(2);
    again.thread(GROUP).seen(5);
    expect(again.groups.get(GROUP)?.unread).toEqual({ count: 1, mentions: 0, first: 7 });
  });
});

describe('jumping', () => {
  it('loads around what is far, remembers the way back, and returns to the end', async () => {
    for (let i = 7; i <= 300; i++) scene.append(`text ${i}`);
    scene.server.reads.set('ana', 300);
    const { app } = await scene.reading();
    const thread = app.thread(GROUP);
    expect(thread.rows.length).toBeLessThan(60);
    thread.seen(280);
    const generation = thread.generation;
    expect(await thread.jumpTo('m20')).toBe(true);
    expect(thread).toMatchObject({ hasNewer: true, canJumpBack: true, generation: generation + 1 });
    expect(thread.target).toMatchObject({ to: 'message', message: 'm20', flash: true });
    scene.append('while away');
    await scene.taken(app);
    expect(thread.unseen.count).toBe(1);
    await thread.loadOlder();
    expect(thread.hasOlder).toBe(false);
    await thread.jumpBack();
    expect(thread.target).toMatchObject({ to: 'message', message: 'm280' });
    expect(thread.canJumpBack).toBe(false);
    await thread.jumpToLatest();
    expect(texts(app).at(-1)).toBe('while away');
    expect(await thread.jumpTo('nowhere')).toBe(false);
    scene.expectFresh(app);
  });

  it('shows at once what is written far from an end that was never loaded, offline too', async () => {
    for (let i = 7; i <= 300; i++) scene.append(`text ${i}`);
    scene.server.reads.set('ana', 300);
    const { app, tab } = await scene.opened();
    await live(app);
    const thread = app.thread(GROUP);
    await thread.open('m20');
    expect(thread.hasNewer).toBe(true);
    tab.setOnline(false);
    expect(await thread.jumpToLatest()).toBe(false);
    expect(texts(app)).toContain('text 20');
    thread.send({ text: 'from afar', mentions: [] });
    await until(() => expect(texts(app)).toEqual(['from afar']));
    expect(thread).toMatchObject({ hasOlder: true, hasNewer: false, failedOlder: true, isWhole: false });
    thread.tryMore();
    await thread.loadOlder();
    expect(thread.failedOlder).toBe(true);
    expect(texts(app)).toEqual(['from afar']);
    tab.setOnline(true);
    await live(app);
    await until(() => expect(texts(app).slice(-2)).toEqual(['text 300', 'from afar']));
    await scene.taken(app);
    await until(() => expect(thread.isWhole).toBe(true));
    scene.expectFresh(app);
  });

  it('finds what a reply quotes, and keeps it current', async () => {
    for (let i = 7; i <= 100; i++) scene.append(`text ${i}`);
    scene.server.reads.set('ana', 100);
    const { app } = await scene.reading();
    const thread = app.thread(GROUP);
    expect(thread.quoted('m5')).toBe('loading');
    await until(() => expect(thread.quoted('m5')).toMatchObject({ body: { text: 'first' } }));
    const edit = { message: 'm5', message_seq: 5, version: 1, body: { text: 'first!', mentions: [] } };
    scene.server.append(event(scene.server.events.length + 1, 'message_edited', edit, 'ben'));
    await scene.taken(app);
    expect(thread.quoted('m5')).toMatchObject({ body: { text: 'first!' } });
    thread.quoted('no');
    await until(() => expect(thread.quoted('no')).toBe('missing'));
  });
});
