// The table that a journey starts from: a server, a model server, and people with browsers of their own.
import { expect, test as base, type APIRequestContext, type BrowserContextOptions } from '@playwright/test';
import { Person } from './person.ts';
import { Model, Server, type Settings } from './processes.ts';

export { expect, Person };

/** Ten characters and more, as the server asks for. */
export const PASSWORD = 'seven hills and a tram';
const WIDE = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

interface Table {
  /** What the operator of the server has set. */
  settings: Settings;
  server: Server;
  model: Model;
  /** A browser of its own for a person, with nothing open yet. */
  browse: (name: string, device?: 'wide' | 'phone', options?: BrowserContextOptions) => Promise<Person>;
  /** Ana, administrator, with a model connected, without the browser's help. */
  ana: Person;
}

export const test = base.extend<Table>({
  settings: [{}, { option: true }],
  server: async ({ settings }, use) => {
    const server = await Server.start(settings);
    await use(server);
    await server.close();
  },
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
  model: async ({}, use) => {
    const model = await Model.start();
    await use(model);
    await model.close();
  },
  browse: async ({ browser, server }, use) => {
    const people: Person[] = [];
    await use(async (name, device = 'wide', options = {}) => {
      const context = await browser.newContext({
        baseURL: server.url,
        ...(device === 'phone' ? PHONE : WIDE),
        ...options,
      });
      const person = new Person(name, await context.newPage(), device === 'phone');
      people.push(person);
      return person;
    });
    for (const person of people) await person.context.close();
    expect(people.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`))).toEqual([]);
  },
  ana: async ({ browse, server, model }, use) => {
    const ana = await browse('Ana');
    await setUp(ana.context.request, server, model);
    await use(ana);
  },
});

/** Asks the server as whoever `request` belongs to; fails where the server refuses. */
export async function send<T>(
  request: APIRequestContext,
  method: 'get' | 'post' | 'patch' | 'put' | 'delete',
  path: string,
  data?: unknown,
): Promise<T> {
  const answer = await request[method](`/api/v1${path}`, { data });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.text()) === '' ? (undefined as T) : ((await answer.json()) as T);
}

/** Does the first run through the API. */
async function setUp(request: APIRequestContext, server: Server, model: Model): Promise<void> {
  const secret = new URL(server.setupLink).hash.slice(1);
  await send(request, 'post', '/setup', {
    secret,
    instance_name: 'Rua das Flores',
    name: 'Ana',
    username: 'ana',
    password: PASSWORD,
  });
  const provider = { base_url: model.url, key: model.key };
  const { tried_model } = await send<{ tried_model: string }>(
    request,
    'post',
    '/admin/providers/test',
    provider,
  );
  await send(request, 'post', '/admin/providers', { name: 'Kitchen', ...provider, models: [tried_model] });
}

/** A group with these people in it, made through the API; opens it in all their browsers. */
export async function groupOf(name: string, [first, ...others]: [Person, ...Person[]]): Promise<string> {
  const request = first.context.request;
  const id = crypto.randomUUID();
  await send(request, 'post', '/groups', { id, name });
  const link = await inviteLink(first, id);
  const invite_secret = new URL(link).hash.slice(1);
  for (const person of others) {
    if (!(await isSignedIn(person))) {
      await send(person.context.request, 'post', '/guests', { name: person.name, invite_secret });
    }
    await send(person.context.request, 'post', '/invites/redeem', { secret: invite_secret });
  }
  await Promise.all(
    [first, ...others].map(async (person) => {
      await person.page.goto(`/c/${id}`);
      await expect(person.composer).toBeVisible();
    }),
  );
  return id;
}

async function isSignedIn(person: Person): Promise<boolean> {
  return (await person.context.request.get('/api/v1/me')).ok();
}

/** The link by which people come into a group. */
export async function inviteLink(person: Person, group: string): Promise<string> {
  const [invite] = await send<[{ link: string }]>(person.context.request, 'get', `/groups/${group}/invites`);
  return invite.link;
}

/** Writes as a person without their browser. */
export async function post(person: Person, group: string, text: string): Promise<void> {
  await send(person.context.request, 'post', `/groups/${group}/messages`, {
    id: crypto.randomUUID(),
    body: { text },
  });
}
