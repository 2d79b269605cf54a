import { expect, it, vi } from 'vitest';
import { Entry } from './entry.svelte.ts';

const ME = { profile: { id: 'a', name: 'Ana' } };
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const refusal = (slug: string, status: number) =>
  json({ type: `/problems/${slug}`, status, detail: '' }, status);

it('a stranger is signed out, and that is no problem', async () => {
  const known = vi.fn();
  const entry = new Entry(() => Promise.resolve(json({ instance: { name: 'House' }, me: null })), known);
  await entry.start();
  expect([entry.status, entry.instance?.name, entry.problem]).toEqual(['signed-out', 'House', null]);
});

it('whoever comes in is in, and a wrong password changes nothing', async () => {
  const fetcher = vi
    .fn()
    .mockResolvedValueOnce(refusal('wrong-credentials', 401))
    .mockResolvedValueOnce(json(ME));
  const known = vi.fn();
  const entry = new Entry(fetcher, known);
  await expect(entry.signIn('ana', 'x')).rejects.toMatchObject({ slug: 'wrong-credentials' });
  expect(entry.me).toBeNull();
  await entry.signIn('ana', 'y');
  expect([entry.status, entry.me?.profile.name]).toEqual(['signed-in', 'Ana']);
  expect(known.mock.calls).toEqual([['a']]);
});

it('without a server it is not known who asks', async () => {
  const known = vi.fn();
  const entry = new Entry(() => Promise.reject(new TypeError('no network')), known);
  await entry.start();
  expect([entry.status, entry.problem === null]).toEqual(['starting', false]);
});
