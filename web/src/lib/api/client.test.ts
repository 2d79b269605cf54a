import { describe, expect, it, vi } from 'vitest';
import { ApiProblem, createApi, isAbort, Unreachable } from './index.ts';

function answering(respond: (request: Request) => Response | Promise<Response>) {
  const requests: Request[] = [];
  const onSignedOut = vi.fn();
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(new URL(String(input), 'http://chat.example'), init);
    requests.push(request);
    return respond(request);
  };
  return { api: createApi({ fetch, onSignedOut }), requests, onSignedOut };
}

const problem = (slug: string, status: number, more: object = {}) =>
  Response.json(
    { type: `/problems/${slug}`, title: 'No', status, detail: 'No.', request_id: 'r1', ...more },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );

describe('the client', () => {
  it('fills paths and queries and sends JSON', async () => {
    const { api, requests } = answering(() => Response.json({ seq: 7 }));
    await api.put('/groups/{g}/messages/{m}/reactions/{emoji}', { path: { g: 'a', m: 'b', emoji: '👍🏽' } });
    await api.get('/groups/{g}/messages', { path: { g: 'a' }, query: { before: 12, limit: 50 } });
    await api.patch('/groups/{g}/preferences', { path: { g: 'a' }, body: { mute: null } });
    const [react, page, preferences] = requests;
    expect(react?.url).toBe(
      'http://chat.example/api/v1/groups/a/messages/b/reactions/%F0%9F%91%8D%F0%9F%8F%BD',
    );
    expect(react?.method).toBe('PUT');
    expect(page?.url).toBe('http://chat.example/api/v1/groups/a/messages?before=12&limit=50');
    expect(await preferences?.text()).toBe('{"mute":null}');
  });

  it('answers nothing for 204', async () => {
    const { api } = answering(() => new Response(null, { status: 204 }));
    expect(await api.post('/groups/{g}/leave', { path: { g: 'a' } })).toBeUndefined();
  });

  it('throws problems with their slug and wait', async () => {
    const { api } = answering(() => problem('too-many', 429, { retry_after_seconds: 9 }));
    const error = await api.get('/groups').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({ slug: 'too-many', retryAfter: 9, requestId: 'r1', status: 429 });
  });

  it('says that the session ended, except for the question who I am and wrong passwords', async () => {
    const { api, onSignedOut } = answering((request) =>
      request.url.endsWith('/sessions') ? problem('wrong-credentials', 401) : problem('signed-out', 401),
    );
    await expect(api.get('/me')).rejects.toBeInstanceOf(ApiProblem);
    await expect(api.post('/sessions', { body: { username: 'ana', password: 'x' } })).rejects.toBeInstanceOf(
      ApiProblem,
    );
    expect(onSignedOut).not.toHaveBeenCalled();
    await expect(api.get('/groups')).rejects.toMatchObject({ slug: 'signed-out' });
    expect(onSignedOut).toHaveBeenCalledOnce();
  });

  it('tells no answer from a refusal', async () => {
    const offline = answering(() => Promise.reject(new TypeError('fetch failed')));
    await expect(offline.api.get('/groups')).rejects.toBeInstanceOf(Unreachable);
    const proxy = answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    await expect(proxy.api.get('/groups')).rejects.toBeInstanceOf(Unreachable);
    const cut = answering(() => new Response('{"a":', { headers: { 'content-type': 'application/json' } }));
    await expect(cut.api.get('/groups')).rejects.toBeInstanceOf(Unreachable);
  });

  it('can be given up', async () => {
    const { api } = answering((request) => {
      request.signal.throwIfAborted();
      return Response.json([]);
    });
    const error = await api.get('/groups', { signal: AbortSignal.abort() }).catch((e: unknown) => e);
    expect(isAbort(error)).toBe(true);
  });
});
