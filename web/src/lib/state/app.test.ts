import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Event } from '../api/wire.ts';
import { database } from '../outbox/database.ts';
import { App } from './app.svelte.ts';
import type { MessageRow, Row } from './rows.ts';
import { FakeBrowser, type FakeTab } from './testing/browser.ts';
import { asOf, ASSISTANT, event, founding, GROUP, said, stateOf, timeOf } from './testing/journal.ts';
import { FakeServer } from './testing/server.ts';

let server: FakeServer;
let browser: FakeBrowser;
const apps: App[] = [];

const messages = (rows: readonly Row[]) => rows.filter((row): row is MessageRow => row.kind === 'message');
const texts = (app: App) => messages(app.thread(GROUP).rows).map((row) => row.message.body?.text ?? null);
const append = (text: string, author = 'ben') => server.append(said(server.events.length + 1, text, author));

/** An app in a tab of its own, started. */
async function opened(at = browser): Promise<{ app: App; tab: FakeTab }> {
  const tab = at.tab(server);
  const app = new App(tab);
  apps.push(app);
  await app.start();
  return { app, tab };
}
/** One that is live, with the thread in front. */
async function reading(at = browser): Promise<{ app: App; tab: FakeTab }> {
  const both = await opened(at);
  await live(both.app);
  await both.app.thread(GROUP).open();
  return both;
}
const live = (app: App) =>
  vi.waitFor(() => {
    expect(app.connection.status).toBe('live');
    expect(app.feed.isCaughtUp).toBe(true);
  });
/** Waits until the frames that were said have been taken. */
const taken = (app: App) =>
  vi.waitFor(() => expect(app.groups.get(GROUP)?.sequence.seq).toBe(server.events.length));
/** Whether the app shows what a fresh reader of the journal would see. */
function expectFresh(app: App): void {
  const { group, window } = stateOf(server.events);
  expect(app.groups.get(GROUP)?.group).toEqual(group);
  const shown = app.thread(GROUP).window;
  const from = shown.hasOlder ? (shown.messages[0]?.seq ?? 0) : 0;
  const fresh = window.messages.filter((message) => message.seq >= from);
  expect(asOf(shown.messages, group.seq)).toEqual(asOf(fresh, group.seq));
  expect(shown.hasNewer).toBe(false);
}

beforeEach(async () => {
  server = new FakeServer([...founding(), said(5, 'first', 'ben'), said(6, 'second', 'ana')]);
  browser = new FakeBrowser();
  const db = await database();
  for (const table of ['outbox', 'drafts', 'groups', 'accounts'] as const) await db.clear(table);
});
afterEach(() => {
  for (const app of apps.splice(0)) {
    app.connection.stop();
    app.outbox.close();
  }
  vi.restoreAllMocks();
});

describe('beginning', () => {
  it('asks a stranger to sign in, and then shows the groups', async () => {
    server.cookie = null;
    const { app } = await opened();
    expect(app.session.status).toBe('signed-out');
    expect(app.session.instance?.name).toBe('Home');
    await app.session.signIn('ana', 'password');
    await live(app);
    expect(app.session).toMatchObject({ status: 'signed-in', isCached: false });
    expect(app.groups.list.map((group) => group.name)).toEqual(['Lisbon']);
    expect(app.groups.list[0]?.people.map((one) => one.profile.name)).toEqual(['Ana', 'Ben', 'Cleo']);
  });

  it('says why when there is no server and no copy, and comes back by itself', async () => {
    server.isUp = false;
    const { app, tab } = await opened();
    expect(app.session.startProblem).toBeInstanceOf(Error);
    server.isUp = true;
    tab.setOnline(true);
    await live(app);
    expect(app.session.startProblem).toBeNull();
  });

  it('opens at the first unread message, with a divider that stays until it is left', async () => {
    for (let i = 7; i <= 200; i++) append(`text ${i}`);
    server.reads.set('ana', 100);
    const { app } = await opened();
    const thread = app.thread(GROUP);
    await thread.open();
    await live(app);
    await vi.waitFor(() => expect(thread.target.to).toBe('unread'));
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
    const { app, tab } = await opened();
    await live(app);
    const arrivals = vi.fn();
    app.onArrival(arrivals);
    const group = app.groups.get(GROUP);
    group?.markRead();
    tab.setActive(false);
    server.append(
      said(7, 'hey @ana', 'ben', {
        body: { text: 'hey @ana', mentions: [{ start: 4, end: 8, profile: 'ana' }] },
      }),
    );
    await taken(app);
    expect(group?.unread).toEqual({ count: 1, mentions: 1, first: 7 });
    expect(group?.preview).toMatchObject({ kind: 'message', author: { name: 'Ben' }, isMine: false });
    expect(app.groups.totals).toEqual({ unread: 1, mentions: 1 });
    expect(arrivals).toHaveBeenCalledWith(expect.objectContaining({ mentionsMe: true }));
    server.append(event(8, 'message_deleted', { message: 'm7', message_seq: 7 }, 'ben'));
    await vi.waitFor(() => expect(group?.unread.count).toBe(0));
    expect(group?.preview).toMatchObject({ kind: 'message', message: { id: 'm6' }, isMine: true });
  });

  it('sends at once on the screen, once to the server, and keeps the row', async () => {
    const { app } = await reading();
    const before = app.thread(GROUP).rows;
    app.thread(GROUP).send({ text: 'hello', mentions: [] });
    expect(texts(app)).toEqual(['first', 'second', 'hello']);
    const pending = messages(app.thread(GROUP).rows).at(-1);
    expect(pending).toMatchObject({ isMine: true, sending: { state: 'waiting' } });
    await taken(app);
    await vi.waitFor(() => expect(app.outbox.items).toEqual([]));
    const sent = messages(app.thread(GROUP).rows).at(-1);
    expect(sent).toMatchObject({ key: pending?.key, sending: null, message: { seq: 7 } });
    expect(texts(app)).toEqual(['first', 'second', 'hello']);
    expect(messages(app.thread(GROUP).rows)[0]).toBe(messages(before)[0]);
    expectFresh(app);
  });

  it('shows reactions, edits and deletes at once, and then as the server has them', async () => {
    const { app } = await reading();
    const thread = app.thread(GROUP);
    thread.react('m5', '👍', true);
    thread.edit('m6', { text: 'second, better', mentions: [] });
    const row = messages(thread.rows)[0];
    expect(row).toMatchObject({
      message: { reactions: [{ emoji: '👍', by: ['ana'] }] },
      unsent: [{ action: { kind: 'react' } }],
    });
    expect(texts(app)).toEqual(['first', 'second, better']);
    await vi.waitFor(() => expect(app.outbox.items).toEqual([]));
    expect(messages(thread.rows)[0]).toMatchObject({
      message: { reactions: [{ emoji: '👍', by: ['ana'] }] },
      unsent: [],
    });
    expectFresh(app);
  });

  it('notices a gap and asks for what is missing', async () => {
    const { app } = await reading();
    server.append(said(7, 'lost', 'ben'), true);
    append('after the gap');
    await taken(app);
    expect(server.heard).toContainEqual({ type: 'catch_up', group: GROUP, epoch: 1, seq: 6 });
    expect(texts(app)).toEqual(['first', 'second', 'lost', 'after the gap']);
    expectFresh(app);
  });

  it('does not take twice or out of order', async () => {
    const { app } = await reading();
    const [seven, eight] = [said(7, 'seven', 'ben'), said(8, 'eight', 'ben')];
    server.append(seven, true);
    server.append(eight, true);
    for (const one of [eight, seven, seven, eight]) server.say({ type: 'event', event: one });
    await taken(app);
    expect(texts(app)).toEqual(['first', 'second', 'seven', 'eight']);
    expect(app.groups.get(GROUP)?.unread.count).toBe(2 + 1);
  });

  it('tells what was read, at most once a second, and how far others have', async () => {
    const { app } = await reading();
    const thread = app.thread(GROUP);
    const reports = () => server.heard.filter((frame) => frame.type === 'read');
    thread.seen(5);
    thread.seen(6);
    expect(reports()).toEqual([]);
    await vi.waitFor(() => expect(reports()).toEqual([{ type: 'read', group: GROUP, seq: 6 }]), {
      timeout: 2_000,
    });
    server.say({ type: 'read', group: GROUP, profile: 'cleo', seq: 6 });
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
    server.say({ type: 'delta', group: GROUP, message: 'a1', run: 'r1', offset, text });

  it('grows, goes on after a reload where it was, and ends with its text', async () => {
    const { app } = await reading();
    server.append(began);
    delta(0, 'one ');
    delta(4, 'two ');
    await vi.waitFor(() => expect(app.thread(GROUP).partial('a1')).toBe('one two '));
    expect(app.groups.get(GROUP)?.preview).toMatchObject({ kind: 'answering', assistant: { name: 'Tulia' } });
    server.partials = [{ message: 'a1', run: 'r1', text: 'one two three ' }];
    const reloaded = (await reading(new FakeBrowser())).app;
    expect(reloaded.thread(GROUP).partial('a1')).toBe('one two three ');
    delta(8, 'three ');
    delta(14, 'four');
    for (const one of [app, reloaded]) {
      await vi.waitFor(() => expect(one.thread(GROUP).partial('a1')).toBe('one two three four'));
    }
    const usage = { prompt_tokens: 1, cached_tokens: 0, completion_tokens: 1, estimated: false };
    const body = { text: 'One, two, three, four.', mentions: [] };
    server.partials = [];
    server.append(
      event(
        8,
        'run_ended',
        { message: 'a1', message_seq: 7, body, outcome: { outcome: 'finished' }, usage },
        ASSISTANT,
      ),
    );
    delta(18, ' five');
    await taken(app);
    expect(app.thread(GROUP).partial('a1')).toBeUndefined();
    expect(texts(app).at(-1)).toBe('One, two, three, four.');
    expectFresh(app);
  });

  it('asks for the text when pieces were lost', async () => {
    const { app } = await reading();
    server.append(began);
    server.partials = [{ message: 'a1', run: 'r1', text: 'lost and ' }];
    delta(9, 'found');
    await vi.waitFor(() => expect(app.thread(GROUP).partial('a1')).toBe('lost and found'));
    expect(server.heard).toContainEqual({ type: 'partial', group: GROUP, message: 'a1' });
  });
});

describe('losing the connection', () => {
  it('offline writes three messages that everybody gets in order, once', async () => {
    const { app, tab } = await reading();
    const other = (await reading(new FakeBrowser())).app;
    const notices = vi.fn();
    app.onNotice(notices);
    tab.setOnline(false);
    expect(app.connection.status).toBe('offline');
    for (const text of ['a', 'b', 'c']) app.thread(GROUP).send({ text, mentions: [] });
    append('meanwhile', 'cleo');
    expect(texts(app)).toEqual(['first', 'second', 'a', 'b', 'c']);
    tab.setOnline(true);
    await live(app);
    await vi.waitFor(() => expect(server.events).toHaveLength(10));
    for (const one of [app, other]) {
      await taken(one);
      await vi.waitFor(() => expect(texts(one)).toEqual(['first', 'second', 'meanwhile', 'a', 'b', 'c']));
      expectFresh(one);
    }
    await vi.waitFor(() => expect(notices).toHaveBeenCalledWith({ kind: 'sent-after-offline', count: 3 }));
  });

  it('resumes from its place, and asks once for what events do not say', async () => {
    const { app } = await reading();
    server.heard = [];
    server.asked = [];
    server.drop();
    append('missed');
    server.reads.set('cleo', 7);
    app.connection.tryNow();
    await live(app);
    await taken(app);
    expect(server.heard[0]).toEqual({
      type: 'resume',
      positions: [{ group: GROUP, epoch: 1, seq: 6 }],
      active: true,
    });
    const missed = app.thread(GROUP).find('m7');
    await vi.waitFor(() => expect(missed && app.groups.get(GROUP)?.seenBy(missed)).toHaveLength(1), {
      timeout: 3_000,
    });
    expect(server.asked.filter((call) => call === 'GET /groups')).toHaveLength(1);
    expect(server.asked.filter((call) => call.includes('/messages?'))).toEqual([]);
    expectFresh(app);
  });

  it('loads the thread anew when the server sends the view instead of events', async () => {
    const { app } = await reading();
    server.drop();
    for (let i = 7; i <= 90; i++) server.append(said(i, `text ${i}`, 'ben'), true);
    server.intercept = (frame, say) => {
      if (frame.type !== 'resume') return false;
      server.intercept = () => false;
      frame.positions = [];
      say({ type: 'typing', group: GROUP, profile: 'ben', on: false });
      return false;
    };
    app.connection.tryNow();
    await live(app);
    await vi.waitFor(() => expectFresh(app));
    expect(app.thread(GROUP).hasOlder).toBe(true);
  });

  it('waits for its owner when the session has ended, and loses nothing', async () => {
    const { app } = await reading();
    app.drafts.set(GROUP, { text: 'half a thought' });
    server.cookie = null;
    server.drop(4001);
    expect(app.session.status).toBe('expired');
    app.thread(GROUP).send({ text: 'written meanwhile', mentions: [] });
    expect(texts(app)).toEqual(['first', 'second', 'written meanwhile']);
    await app.session.signIn('ana', 'password');
    await live(app);
    await vi.waitFor(() => expect(server.events).toHaveLength(7));
    expect(app.drafts.get(GROUP).text).toBe('half a thought');
    await vi.waitFor(() => expect(app.outbox.items).toEqual([]));
    expectFresh(app);
  });

  it('learns that it was removed, and gives back what was not sent', async () => {
    const { app, tab } = await reading();
    tab.setOnline(false);
    app.thread(GROUP).send({ text: 'too late', mentions: [] });
    const notices = vi.fn();
    app.onNotice(notices);
    tab.setOnline(true);
    server.intercept = (frame, say) => {
      if (frame.type === 'post') say({ type: 'gone', group: GROUP, reason: 'removed' });
      return frame.type === 'post';
    };
    await vi.waitFor(() => expect(app.groups.goneReason(GROUP)).toBe('removed'));
    expect(notices).toHaveBeenCalledWith({ kind: 'gone', group: GROUP, name: 'Lisbon', reason: 'removed' });
    expect(app.drafts.get(GROUP)).toMatchObject({ text: 'too late', note: 'removed-from-group' });
    expect(app.groups.list).toEqual([]);
  });
});

it("notices that a group has become another's while it was away", async () => {
  const { app } = await reading();
  server.drop();
  server.journals.clear();
  app.connection.tryNow();
  await vi.waitFor(() => expect(app.groups.goneReason(GROUP)).toBe('left'));
  expect(app.groups.list).toEqual([]);
});

describe('this browser', () => {
  it('shows its copy offline, searches it, and is clean after signing out', async () => {
    const { app, tab } = await reading();
    append('Café in Lisboa');
    await taken(app);
    tab.leave();
    await vi.waitFor(async () => expect(await (await database()).getAll('groups')).toHaveLength(1));
    await vi.waitFor(async () =>
      expect((await (await database()).getAll('groups'))[0]?.page?.messages).toHaveLength(3),
    );
    app.connection.stop();
    server.isUp = false;
    vi.spyOn(console, 'warn').mockReturnValue();
    const again = (await opened()).app;
    expect(again.session).toMatchObject({ status: 'signed-in', isCached: true });
    expect(again.groups.ready).toBe(true);
    void again.thread(GROUP).open();
    expect(texts(again)).toEqual(['first', 'second', 'Café in Lisboa']);
    const found = await again.search('cafe');
    expect(found).toMatchObject({ isCached: true, hits: [{ group_name: 'Lisbon', message: { seq: 7 } }] });
    server.isUp = true;
    append('news');
    again.connection.tryNow();
    await live(again);
    await vi.waitFor(() => expectFresh(again));
    expect(again.session.isCached).toBe(false);
    again.drafts.set(GROUP, { text: 'kept' });
    await again.session.signOut();
    expect(again.groups.list).toEqual([]);
    expect(await (await database()).getAll('groups')).toEqual([]);
    expect(browser.shelf.has('tertulia.account')).toBe(false);
    await again.session.signIn('ana', 'password');
    await vi.waitFor(() => expect(again.drafts.get(GROUP).text).toBe('kept'));
  });

  it('shares drafts between its tabs, and signs all of them out', async () => {
    const [one, two] = [await reading(), await reading()];
    one.app.drafts.set(GROUP, { text: 'from one' });
    one.app.drafts.flush();
    expect(two.app.drafts.get(GROUP).text).toBe('from one');
    one.app.drafts.clear(GROUP);
    expect(two.app.drafts.has(GROUP)).toBe(false);
    await one.app.session.signOut();
    await vi.waitFor(() => expect(two.app.session.status).toBe('signed-out'));
    expect(two.app.groups.list).toEqual([]);
  });
});

describe('jumping', () => {
  it('loads around what is far, remembers the way back, and returns to the end', async () => {
    for (let i = 7; i <= 300; i++) append(`text ${i}`);
    server.reads.set('ana', 300);
    const { app } = await reading();
    const thread = app.thread(GROUP);
    expect(thread.rows.length).toBeLessThan(60);
    thread.seen(280);
    const generation = thread.generation;
    expect(await thread.jumpTo('m20')).toBe(true);
    expect(thread).toMatchObject({ hasNewer: true, canJumpBack: true, generation: generation + 1 });
    expect(thread.target).toMatchObject({ to: 'message', message: 'm20', flash: true });
    append('while away');
    await taken(app);
    expect(thread.unseen.count).toBe(1);
    await thread.loadOlder();
    expect(thread.hasOlder).toBe(false);
    await thread.jumpBack();
    expect(thread.target).toMatchObject({ to: 'message', message: 'm280' });
    expect(thread.canJumpBack).toBe(false);
    await thread.jumpToLatest();
    expect(texts(app).at(-1)).toBe('while away');
    expect(await thread.jumpTo('nowhere')).toBe(false);
    expectFresh(app);
  });

  it('finds what a reply quotes, and keeps it current', async () => {
    for (let i = 7; i <= 100; i++) append(`text ${i}`);
    server.reads.set('ana', 100);
    const { app } = await reading();
    const thread = app.thread(GROUP);
    expect(thread.quoted('m5')).toBe('loading');
    await vi.waitFor(() => expect(thread.quoted('m5')).toMatchObject({ body: { text: 'first' } }));
    const edit = { message: 'm5', message_seq: 5, version: 1, body: { text: 'first!', mentions: [] } };
    server.append(event(server.events.length + 1, 'message_edited', edit, 'ben') as Event);
    await taken(app);
    expect(thread.quoted('m5')).toMatchObject({ body: { text: 'first!' } });
    thread.quoted('no');
    await vi.waitFor(() => expect(thread.quoted('no')).toBe('missing'));
  });
});
