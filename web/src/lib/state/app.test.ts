import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBrowser } from './testing/browser.ts';
import { ASSISTANT, event, GROUP, said, timeOf } from './testing/journal.ts';
import { live, messages, Scene, texts } from './testing/scene.ts';
import { until } from './testing/until.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
});
afterEach(() => scene.end());

describe('beginning', () => {
  it('asks a stranger to sign in, and then shows the groups', async () => {
    scene.server.cookie = null;
    const { app } = await scene.opened();
    expect(app.session.status).toBe('signed-out');
    expect(app.session.instance?.name).toBe('Home');
    await app.session.signIn('ana', 'password');
    await live(app);
    expect(app.session).toMatchObject({ status: 'signed-in', isCached: false });
    expect(app.groups.list.map((group) => group.name)).toEqual(['Lisbon']);
    expect(app.groups.list[0]?.people.map((one) => one.profile.name)).toEqual(['Ana', 'Ben', 'Cleo']);
  });

  it('says why when there is no server and no copy, and comes back by itself', async () => {
    scene.server.isUp = false;
    const { app, tab } = await scene.opened();
    expect(app.session.startProblem).toBeInstanceOf(Error);
    scene.server.isUp = true;
    tab.setOnline(true);
    await live(app);
    expect(app.session.startProblem).toBeNull();
  });

  it('opens at the first unread message, with a divider that stays until it is left', async () => {
    for (let i = 7; i <= 200; i++) scene.append(`text ${i}`);
    scene.server.reads.set('ana', 100);
    const { app } = await scene.opened();
    const thread = app.thread(GROUP);
    await thread.open();
    await live(app);
    await until(() => expect(thread.target.to).toBe('unread'));
    expect(thread.divider).toEqual({ seq: 101, count: 100 });
    const rows = thread.rows;
    const place = rows.findIndex((row) => row.kind === 'unread');
    expect(rows[place + 1]).toMatchObject({ kind: 'message', message: { seq: 101 } });
    thread.seen(110);
    expect(app.groups.get(GROUP)?.unread).toEqual({ count: 90, mentions: 0, first: 111 });
    expect(thread.divider).toEqual({ seq: 101, count: 100 });
    thread.close();
    expect(thread.divider).toBeNull();
  });
});

describe('living', () => {
  it('shows what arrives, in the thread, in the sidebar and to who listens', async () => {
    const { app, tab } = await scene.opened();
    await live(app);
    const arrivals = vi.fn();
    app.onArrival(arrivals);
    const group = app.groups.get(GROUP);
    group?.markRead();
    tab.setActive(false);
    scene.server.append(
      said(7, 'hey @ana', 'ben', {
        body: { text: 'hey @ana', mentions: [{ start: 4, end: 8, profile: 'ana' }] },
      }),
    );
    await scene.taken(app);
    expect(group?.unread).toEqual({ count: 1, mentions: 1, first: 7 });
    expect(group?.preview).toMatchObject({ kind: 'message', author: { name: 'Ben' }, isMine: false });
    expect(app.groups.totals).toEqual({ unread: 1, mentions: 1 });
    expect(arrivals).toHaveBeenCalledWith(expect.objectContaining({ mentionsMe: true }));
    scene.server.append(event(8, 'message_deleted', { message: 'm7', message_seq: 7 }, 'ben'));
    await until(() => expect(group?.unread.count).toBe(0));
    expect(group?.preview).toMatchObject({ kind: 'message', message: { id: 'm6' }, isMine: true });
  });

  it('sends at once on the screen, once to the server, and keeps the row', async () => {
    const { app } = await scene.reading();
    const before = app.thread(GROUP).rows;
    app.thread(GROUP).send({ text: 'hello', mentions: [] });
    expect(texts(app)).toEqual(['first', 'second', 'hello']);
    const pending = messages(app.thread(GROUP).rows).at(-1);
    expect(pending).toMatchObject({ isMine: true, sending: { state: 'waiting' } });
    await scene.taken(app);
    await until(() => expect(app.outbox.items).toEqual([]));
    const sent = messages(app.thread(GROUP).rows).at(-1);
    expect(sent).toMatchObject({ key: pending?.key, sending: null, message: { seq: 7 } });
    expect(texts(app)).toEqual(['first', 'second', 'hello']);
    expect(messages(app.thread(GROUP).rows)[0]).toBe(messages(before)[0]);
    scene.expectFresh(app);
  });

  it('shows reactions, edits and deletes at once, and then as the server has them', async () => {
    const { app } = await scene.reading();
    const thread = app.thread(GROUP);
    thread.react('m5', '👍', true);
    thread.edit('m6', { text: 'second, better', mentions: [] });
    const row = messages(thread.rows)[0];
    expect(row).toMatchObject({
      message: { reactions: [{ emoji: '👍', by: ['ana'] }] },
      unsent: [{ action: { kind: 'react' } }],
    });
    expect(texts(app)).toEqual(['first', 'second, better']);
    await until(() => expect(app.outbox.items).toEqual([]));
    expect(messages(thread.rows)[0]).toMatchObject({
      message: { reactions: [{ emoji: '👍', by: ['ana'] }] },
      unsent: [],
    });
    scene.expectFresh(app);
  });

  it('notices a gap and asks for what is missing', async () => {
    const { app } = await scene.reading();
    scene.server.append(said(7, 'lost', 'ben'), true);
    scene.append('after the gap');
    await scene.taken(app);
    expect(scene.server.heard).toContainEqual({ type: 'catch_up', group: GROUP, epoch: 1, seq: 6 });
    expect(texts(app)).toEqual(['first', 'second', 'lost', 'after the gap']);
    scene.expectFresh(app);
  });

  it('does not take twice or out of order', async () => {
    const { app } = await scene.reading();
    const [seven, eight] = [said(7, 'seven', 'ben'), said(8, 'eight', 'ben')];
    scene.server.append(seven, true);
    scene.server.append(eight, true);
    for (const one of [eight, seven, seven, eight]) scene.server.say({ type: 'event', event: one });
    await scene.taken(app);
    expect(texts(app)).toEqual(['first', 'second', 'seven', 'eight']);
    expect(app.groups.get(GROUP)?.unread.count).toBe(2 + 1);
  });

  it('tells what was read, at most once a second, and how far others have', async () => {
    const { app } = await scene.reading();
    const thread = app.thread(GROUP);
    const reports = () => scene.server.heard.filter((frame) => frame.type === 'read');
    thread.seen(5);
    thread.seen(6);
    expect(reports()).toEqual([]);
    await until(() => expect(reports()).toEqual([{ type: 'read', group: GROUP, seq: 6 }]));
    scene.server.say({ type: 'read', group: GROUP, profile: 'cleo', seq: 6 });
    const last = thread.find('m6');
    expect(
      last &&
        app.groups
          .get(GROUP)
          ?.seenBy(last)
          .map((profile) => profile.name),
    ).toEqual(['Cleo']);
    vi.useRealTimers();
  });
});

describe('marking as unread', () => {
  it('holds until the chat is opened anew, also over a lost connection', async () => {
    scene.server.reads.set('ana', 6);
    const { app } = await scene.reading();
    const [group, thread] = [app.groups.get(GROUP), app.thread(GROUP)];
    scene.append('third');
    await scene.taken(app);
    thread.seen(7);
    expect(group?.unread.count).toBe(0);
    await group?.markUnread(5);
    expect(group?.unread).toEqual({ count: 2, mentions: 0, first: 5 });
    thread.seen(7);
    scene.server.drop();
    app.connection.tryNow();
    await live(app);
    expect(group?.unread.first).toBe(5);
    expect(scene.server.heard.filter((frame) => frame.type === 'read')).toEqual([]);
    thread.close();
    await thread.open();
    expect(thread.divider).toEqual({ seq: 5, count: 2 });
    thread.seen(7);
    expect(group?.unread.count).toBe(0);
    await until(() => expect(scene.server.heard.at(-1)).toEqual({ type: 'read', group: GROUP, seq: 7 }));
  });

  it('on another device is taken back at the server, where nothing more is read than before', async () => {
    const { app } = await scene.reading();
    const [group, thread] = [app.groups.get(GROUP), app.thread(GROUP)];
    thread.seen(6);
    await until(() => expect(scene.server.reads.get('ana')).toBe(6));
    scene.server.preferences = { ...scene.server.preferences, unread_from: 6 };
    const { preferences } = scene.server;
    scene.server.say({
      type: 'preferences',
      group: GROUP,
      preferences,
      unread: { count: 0, mentions: 0, first: null },
    });
    await until(() => expect(group?.unread.first).toBe(6));
    group?.markRead();
    await until(() => expect(scene.server.preferences.unread_from).toBeNull());
  });

  it('on another device outlives a lost connection of this one', async () => {
    const { app } = await scene.reading();
    app.thread(GROUP).seen(6);
    await until(() => expect(scene.server.reads.get('ana')).toBe(6));
    scene.server.drop();
    scene.server.preferences = { ...scene.server.preferences, unread_from: 5 };
    app.connection.tryNow();
    await live(app);
    await until(() => expect(app.groups.get(GROUP)?.unread.first).toBe(5));
    expect(scene.server.preferences.unread_from).toBe(5);
  });
});

describe('what was read', () => {
  it('stays as it is in a chat that something is forwarded to', async () => {
    const { app } = await scene.opened();
    await live(app);
    app.thread(GROUP).forward({ group: 'elsewhere', message: 'm1' });
    expect(app.groups.get(GROUP)?.unread).toEqual({ count: 1, mentions: 0, first: 5 });
    await app.thread(GROUP).open();
    app.thread(GROUP).send({ text: 'hello', mentions: [] });
    expect(app.groups.get(GROUP)?.unread.count).toBe(0);
  });

  it('is told again where the server did not hear it', async () => {
    const { app } = await scene.reading();
    app.thread(GROUP).seen(6);
    await until(() => expect(scene.server.reads.get('ana')).toBe(6));
    scene.server.drop();
    scene.server.reads.set('ana', 4);
    app.connection.tryNow();
    await live(app);
    await until(() => expect(scene.server.reads.get('ana')).toBe(6));
  });
});

describe('an answer', () => {
  const run = {
    run: 'r1',
    message: 'a1',
    assistant: ASSISTANT,
    call: 'm5',
    answers: 'ben',
    model: null,
    model_name: 'Small',
  };
  const began = event(
    7,
    'run_began',
    { run: { ...run, origin: { origin: 'call' }, began_at: timeOf(7) } },
    ASSISTANT,
  );
  const delta = (offset: number, text: string) =>
    scene.server.say({ type: 'delta', group: GROUP, message: 'a1', run: 'r1', offset, text });

  it('grows, goes on after a reload where it was, and ends with its text', async () => {
    const { app } = await scene.reading();
    scene.server.append(began);
    delta(0, 'one ');
    delta(4, 'two ');
    await until(() => expect(app.thread(GROUP).partial('a1')).toBe('one two '));
    expect(app.groups.get(GROUP)?.preview).toMatchObject({ kind: 'answering', assistant: { name: 'Tulia' } });
    app.connection.isLate = true;
    expect(app.groups.get(GROUP)?.preview, 'nobody knows while away').toMatchObject({ kind: 'message' });
    app.connection.isLate = false;
    scene.server.partials = [{ message: 'a1', run: 'r1', text: 'one two three ' }];
    const reloaded = (await scene.reading(new FakeBrowser())).app;
    expect(reloaded.thread(GROUP).partial('a1')).toBe('one two three ');
    delta(8, 'three ');
    delta(14, 'four');
    for (const one of [app, reloaded]) {
      await until(() => expect(one.thread(GROUP).partial('a1')).toBe('one two three four'));
    }
    const usage = { prompt_tokens: 1, cached_tokens: 0, completion_tokens: 1, estimated: false };
    const body = { text: 'One, two, three, four.', mentions: [] };
    scene.server.partials = [];
    scene.server.append(
      event(
        8,
        'run_ended',
        { message: 'a1', message_seq: 7, body, outcome: { outcome: 'finished' }, usage },
        ASSISTANT,
      ),
    );
    delta(18, ' five');
    await scene.taken(app);
    expect(app.thread(GROUP).partial('a1')).toBeUndefined();
    expect(texts(app).at(-1)).toBe('One, two, three, four.');
    scene.expectFresh(app);
  });

  it('asks for the text when pieces were lost', async () => {
    const { app } = await scene.reading();
    scene.server.append(began);
    scene.server.partials = [{ message: 'a1', run: 'r1', text: 'lost and ' }];
    delta(9, 'found');
    await until(() => expect(app.thread(GROUP).partial('a1')).toBe('lost and found'));
    expect(scene.server.heard).toContainEqual({ type: 'partial', group: GROUP, message: 'a1' });
  });
});
