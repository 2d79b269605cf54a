import { describe, expect, it, vi } from 'vitest';
import { Asked } from './asked.svelte.ts';
import { GroupDesk } from './desk.svelte.ts';
import { fits } from './filter.ts';
import { heirOf } from './leaving.ts';
import { muteEnd } from './mute.ts';
import {
  ago,
  ANA,
  JONAS,
  link,
  LONG,
  MIA,
  noAnswer,
  refusal,
  sampleApp,
  SEOYEON,
  usualAnswers,
} from './people.samples.ts';
import { groupProblemWords } from './problems.ts';
import { fieldsOf, formOf, newcomersOf, sameNewcomers, termsOf } from './terms.ts';
import { usernameIn } from './username.ts';

const HOUR_MS = 3_600_000;

describe('what a link allows', () => {
  const now = Date.now();

  it('is nothing special for a plain link', () => {
    expect(termsOf(link('l'), now)).toEqual([]);
  });

  it('is told, most pressing first', () => {
    const terms = termsOf(
      link('l', {
        expires_at: new Date(now + 3 * HOUR_MS).toISOString(),
        max_uses: 5,
        uses: 2,
        approval: true,
        newcomers: { see: 'last', count: 50 },
      }),
      now,
    );
    expect(terms).toEqual([
      'expires in 3 hours',
      '2 of 5 used',
      'a member has to say yes',
      'newcomers see the last 50 messages',
    ]);
  });

  it('says that it expired', () => {
    expect(termsOf(link('l', { expires_at: new Date(now - 2 * HOUR_MS).toISOString() }), now)).toEqual([
      'expired 2 hours ago',
    ]);
  });

  it('goes through its form unchanged, and keeps when it expires', () => {
    const terms = { max_uses: 7, approval: true, newcomers: { see: 'last' as const, count: 20 } };
    const form = formOf(link('l', { ...terms, expires_at: ago(-HOUR_MS) }));
    expect(fieldsOf(form)).toEqual(terms);
    expect(fieldsOf(formOf(null))).toEqual({
      ...{ max_uses: null, approval: false, newcomers: { see: 'everything' } },
      expires_in_seconds: null,
    });
    expect(fieldsOf({ ...form, expiry: '3600', uses: 'null' })).toMatchObject({
      ...{ expires_in_seconds: 3_600, max_uses: null },
    });
  });

  it.each(['0', '10001', '1.5', 'many', ''])('has no number of messages like “%s”', (last) => {
    expect(newcomersOf('last', last)).toBeNull();
    expect(fieldsOf({ ...formOf(null), see: 'last', last })).toBeNull();
  });

  it('is the same only with the same number', () => {
    expect(sameNewcomers({ see: 'last', count: 5 }, { see: 'last', count: 5 })).toBe(true);
    expect(sameNewcomers({ see: 'last', count: 5 }, { see: 'last', count: 6 })).toBe(false);
    expect(sameNewcomers({ see: 'everything' }, { see: 'from_joining' })).toBe(false);
  });
});

describe('the desk', () => {
  it('learns what it asks for', async () => {
    const { app, group } = sampleApp();
    const desk = new GroupDesk(app, group);
    await Promise.all([desk.links.load(), desk.requests.load(), desk.additions.load(), desk.models.load()]);
    expect(desk.links.value?.map(({ id }) => id)).toEqual(['l1', 'l2']);
    expect(desk.requests.value?.map(({ profile }) => profile.id)).toEqual([MIA.id]);
    expect(desk.additions.value?.map(({ profile }) => profile.id)).toEqual([LONG.id]);
    expect(desk.modelNames.get('m2')).toBe('Deep 4');
    expect(desk.isFull).toBe(false);
  });

  it('puts a link that was reset in the place of the old one', async () => {
    const anew = link('l2', { uses: 0, link: 'https://tertulia.example/join#new' });
    const { app, group } = sampleApp({
      answers: (call, body) => (call.endsWith('/l2/reset') ? anew : usualAnswers(call, body)),
    });
    const desk = new GroupDesk(app, group);
    await desk.links.load();
    await desk.resetLink('l2');
    expect(desk.links.value?.map((one) => one.link.endsWith('#new'))).toEqual([false, true]);
  });

  it('asks for the plain link again once the last one was deleted', async () => {
    const asked: string[] = [];
    const { app, group } = sampleApp({
      answers: (call) => {
        asked.push(call);
        return call.startsWith('DELETE') ? undefined : [link(`l${String(asked.length)}`)];
      },
    });
    const desk = new GroupDesk(app, group);
    await desk.links.load();
    await desk.removeLink('l1');
    expect(asked.map((call) => call.split(' ')[0])).toEqual(['GET', 'DELETE', 'GET']);
    expect(desk.links.value?.map(({ id }) => id)).toEqual(['l3']);
  });

  it('shows somebody who was added once, however often', async () => {
    const { app, group } = sampleApp({
      answers: (call) =>
        call.startsWith('POST') ? { profile: MIA, added_by: ANA.id, at: ago(0) } : usualAnswers(call, null),
    });
    const desk = new GroupDesk(app, group);
    await desk.additions.load();
    await desk.add('mia_2');
    await desk.add('mia_2');
    expect(desk.additions.value?.map(({ profile }) => profile.id)).toEqual([LONG.id, MIA.id]);
  });

  it('changes nothing where the server refuses', async () => {
    const { app, group } = sampleApp({
      answers: (call, body) => (call.endsWith('/approve') ? refusal('group-full') : usualAnswers(call, body)),
    });
    const desk = new GroupDesk(app, group);
    await desk.requests.load();
    await expect(desk.approve(MIA.id)).rejects.toThrow('group-full');
    expect(desk.requests.value).toHaveLength(1);
  });
});

describe('what is asked for', () => {
  it('keeps what was known where the server does not answer, and says why', async () => {
    const ask = vi.fn<() => Promise<number>>().mockResolvedValueOnce(1);
    const asked = new Asked(ask);
    await asked.load();
    const { app, group } = sampleApp({ answers: noAnswer });
    ask.mockImplementationOnce(() =>
      app.api.get('/groups/{g}/requests', { path: { g: group.id } }).then(() => 2),
    );
    await asked.load();
    expect([asked.value, groupProblemWords(asked.error)]).toEqual([
      1,
      'The server did not answer. Check your connection and try again.',
    ]);
  });

  it('shows the answer to the last question, whichever comes first', async () => {
    const answers: ((value: string) => void)[] = [];
    const asked = new Asked<string>(() => new Promise((answer) => answers.push(answer)));
    const both = [asked.load(), asked.load()];
    answers[1]?.('new');
    answers[0]?.('old');
    await Promise.all(both);
    expect(asked.value).toBe('new');
  });
});

it('finds a person by name or username, in any script', () => {
  expect(fits(SEOYEON, '서연')).toBe(true);
  expect(fits(JONAS, '@jonas.b')).toBe(true);
  expect(fits(JONAS, 'ANA')).toBe(false);
  expect(fits(JONAS, ' ')).toBe(true);
});

it('takes a username as people type it', () => {
  expect(usernameIn(' @Jonas.B ')).toBe('jonas.b');
  expect(usernameIn(' @ ')).toBe('');
});

it('names who the group passes to: the longest-standing of the others', () => {
  expect(heirOf(sampleApp().group)).toBe('Jonas');
  expect(heirOf(sampleApp({ isAlone: true }).group)).toBeNull();
});

it('mutes until a moment, or for ever', () => {
  expect(muteEnd('hour', 0)?.getTime()).toBe(HOUR_MS);
  expect(muteEnd('day-part', 0)?.getTime()).toBe(8 * HOUR_MS);
  expect(muteEnd('week', 0)?.getTime()).toBe(7 * 24 * HOUR_MS);
  expect(muteEnd('ever', 0)).toBeNull();
});
