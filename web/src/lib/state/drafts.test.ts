import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '../outbox/database.ts';
import { BLANK } from './draft.ts';
import { Drafts } from './drafts.svelte.ts';
import { FakeBrowser, type FakeTab } from './testing/browser.ts';
import { FakeServer } from './testing/server.ts';
import { until } from './testing/until.ts';

let browser: FakeBrowser;
beforeEach(async () => {
  browser = new FakeBrowser();
  await (await database()).clear('drafts');
});
afterEach(() => vi.restoreAllMocks());

async function drafts(account = 'ana'): Promise<{ drafts: Drafts; tab: FakeTab }> {
  const tab = browser.tab(new FakeServer());
  const made = new Drafts(tab);
  await made.open(account);
  return { drafts: made, tab };
}

describe('drafts', () => {
  it('survive the page that wrote them, even when it dies between two keystrokes and the next', async () => {
    const before = await drafts();
    before.drafts.set('g', { text: 'half a thou', reply_to: 'm1' });
    before.drafts.set('g', { text: 'half a thought' });
    before.tab.leave();
    const after = await drafts();
    expect(after.drafts.get('g')).toMatchObject({ text: 'half a thought', reply_to: 'm1' });
    expect(after.drafts.has('g')).toBe(true);
  });

  it('belong to an account', async () => {
    const ana = await drafts('ana');
    ana.drafts.set('g', { text: 'secret' });
    ana.drafts.flush();
    const ben = await drafts('ben');
    expect(ben.drafts.get('g')).toEqual(BLANK);
    await ben.drafts.open('ana');
    expect(ben.drafts.get('g').text).toBe('secret');
    await ben.drafts.forget();
    expect((await drafts('ana')).drafts.has('g')).toBe(false);
    expect([...browser.shelf.keys()]).toEqual([]);
  });

  it('take the text of an item once, whichever tabs bring it back', async () => {
    const [one, two] = [await drafts(), await drafts()];
    one.drafts.set('g', { text: 'half' });
    one.drafts.flush();
    for (const { drafts: some } of [one, two, one]) {
      some.bringBack('g', 'first', [], 'removed', 'i1');
      some.bringBack('g', 'second', [], 'removed', 'i2');
    }
    expect((await drafts()).drafts.get('g').text).toBe('half\n\nfirst\n\nsecond');
  });

  it('go to the database where the shelf is full, and come back from it', async () => {
    const { drafts: full, tab } = await drafts();
    vi.spyOn(tab.shelf as Storage, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    full.set('g', { text: 'much' });
    full.flush();
    await until(async () => expect(await (await database()).getAll('drafts')).toHaveLength(1));
    expect((await drafts()).drafts.get('g').text).toBe('much');
    full.clear('g');
    await until(async () => expect(await (await database()).getAll('drafts')).toEqual([]));
  });

  it('take back unsent texts behind what is written, with their mentions in place', async () => {
    const { drafts: some } = await drafts();
    some.set('g', { text: 'first' });
    some.bringBack('g', '@Ben hi', [{ start: 0, end: 4, profile: 'ben' }], 'text-too-long');
    expect(some.get('g')).toMatchObject({
      text: 'first\n\n@Ben hi',
      mentions: [{ start: 7, end: 11, profile: 'ben' }],
      note: 'text-too-long',
    });
  });

  it('do not overwrite what is being typed in this tab', async () => {
    const [one, two] = [await drafts(), await drafts()];
    two.drafts.set('g', { text: 'typing here' });
    one.drafts.set('g', { text: 'typed there' });
    one.drafts.flush();
    expect(two.drafts.get('g').text).toBe('typing here');
    two.drafts.flush();
    expect(one.drafts.get('g').text).toBe('typing here');
  });

  it('that cannot be read are blank', async () => {
    browser.shelf.set('tertulia.drafts.ana', 'g h');
    browser.shelf.set('tertulia.draft.ana.g', '{"text":');
    browser.shelf.set('tertulia.draft.ana.h', '{"text":7}');
    const { drafts: some } = await drafts();
    expect([some.has('g'), some.has('h')]).toEqual([false, false]);
  });
});
