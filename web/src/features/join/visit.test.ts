import { expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '$lib/api/index.ts';
import type { InvitePreview } from '$lib/api/wire.ts';
import { Visit } from './visit.svelte.ts';

const PREVIEW: InvitePreview = {
  group: null,
  name: 'Lisbon',
  photo_data: null,
  members: [{ name: 'Ana', photo_data: null }],
  people: 1,
  assistants: [],
  newcomers: { see: 'everything' },
  approval: false,
  member_limit_reached: false,
  created_by_name: 'Ana',
  requested: false,
};
const problem = (slug: string, status = 404) =>
  new ApiProblem({ type: `/problems/${slug}`, title: '', status, detail: '', request_id: '' });

/** A server that answers these, one after the other. */
function server(...answers: unknown[]) {
  const post = vi.fn();
  for (const answer of answers) {
    if (answer instanceof Error) post.mockRejectedValueOnce(answer);
    else post.mockResolvedValueOnce(answer);
  }
  return { api: { post } as never, post };
}

it('a stranger sees the group and is inside after a yes', async () => {
  const visit = new Visit(server(PREVIEW, { state: 'joined', group: 'g' }).api, 's');
  await visit.look();
  expect(visit.stage).toBe('open');
  await visit.join();
  expect([visit.stage, visit.group]).toEqual(['inside', 'g']);
});

it('a member is inside at once', async () => {
  const visit = new Visit(server({ ...PREVIEW, group: 'g' }).api, 's');
  await visit.look();
  expect([visit.stage, visit.group]).toEqual(['inside', 'g']);
});

it('whoever asked waits, and goes on by itself once let in', async () => {
  const visit = new Visit(
    server(PREVIEW, { state: 'requested' }, { ...PREVIEW, requested: true }, { ...PREVIEW, group: 'g' }).api,
    's',
  );
  await visit.look();
  await visit.join();
  expect(visit.stage).toBe('asked');
  await visit.look();
  expect(visit.stage).toBe('asked');
  await visit.look();
  expect(visit.stage).toBe('inside');
});

it('whoever was declined is told, and losing the server while waiting changes nothing', async () => {
  const visit = new Visit(server({ ...PREVIEW, requested: true }, new Unreachable(''), PREVIEW).api, 's');
  await visit.look();
  await visit.look();
  expect(visit.stage).toBe('asked');
  await visit.look();
  expect(visit.stage).toBe('declined');
});

it('links that do not work look the same, whyever', async () => {
  const none = new Visit(server().api, '');
  expect(none.stage).toBe('dead');
  for (const slug of ['invite-invalid', 'malformed']) {
    const visit = new Visit(server(problem(slug)).api, 's');
    await visit.look();
    expect(visit.stage).toBe('dead');
  }
  const late = new Visit(server(PREVIEW, problem('invite-invalid')).api, 's');
  await late.look();
  await late.join();
  expect(late.stage).toBe('dead');
});

it('a full group is full before and after the yes', async () => {
  const before = new Visit(server({ ...PREVIEW, member_limit_reached: true }).api, 's');
  await before.look();
  expect(before.stage).toBe('full');
  const after = new Visit(server(PREVIEW, problem('group-full', 409)).api, 's');
  await after.look();
  await after.join();
  expect(after.stage).toBe('full');
});

it('other refusals are for the form to say', async () => {
  const visit = new Visit(server(PREVIEW, problem('removed-from-group', 403)).api, 's');
  await visit.look();
  await expect(visit.join()).rejects.toThrow('removed-from-group');
  expect(visit.stage).toBe('open');
});
