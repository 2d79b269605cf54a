// The test of a model server finds out: endpoints with all kinds of faults, and what each of them lacks.
import { expect, test } from './table.ts';
import type { Model, Script } from './processes.ts';

interface Endpoint {
  name: string;
  /** What it says to everything. */
  script?: Script;
  /** What else is to be said to it. */
  prepare?: (model: Model) => Promise<void>;
  says: string | RegExp;
}

const ECHO: Script = { reply: 'echo' };
const COUNT: Script = { reply: { text: '1 2 3 4 5 6 7 8 9' } };
const fault = (status: number, more: { body?: string; location?: string } = {}): Script => ({
  reply: { fault: { status, ...more } },
});

/** A model that can do everything that the test asks for. */
async function isAble(model: Model): Promise<void> {
  await model.when('Note the word', { reply: { text: '' }, tool_call: ['note', '{"word":"tram"}'] });
  await model.when('How many days', { reply: { text: '{"days": 7}' } });
  await model.when('Which colour', { reply: { text: 'Red.' } });
}

const ENDPOINTS: readonly Endpoint[] = [
  {
    name: 'an able one',
    prepare: isAble,
    says: 'It can call tools, see pictures, and answer in a given form.',
  },
  { name: 'one that only chats', says: 'It cannot call tools, see pictures, or answer in a given form.' },
  {
    name: 'one that does not say what it takes',
    script: { ...ECHO, has_no_usage: true },
    says: 'What it takes is estimated',
  },
  {
    name: 'one that refuses tools',
    prepare: (model) => model.when('Note the word', fault(400)),
    says: /It cannot call tools/,
  },
  {
    name: 'one that fails over pictures',
    prepare: (model) => model.when('Which colour', fault(500)),
    says: /see pictures/,
  },
  {
    name: 'one that knows neither names nor options of streams',
    script: { ...ECHO, refuses_fields: ['stream_options', 'name'] },
    says: 'It works: first word after',
  },
  { name: 'one that does not stream', script: { ...ECHO, is_not_streamed: true }, says: 'It works' },
  { name: 'one that never says that it is done', script: { ...ECHO, has_no_done: true }, says: 'It works' },
  { name: 'a wrong key', script: fault(401), says: /refuses the key/ },
  { name: 'an unknown model', script: fault(404), says: /has no such model/ },
  { name: 'too many questions', script: fault(429), says: /asks to wait/ },
  { name: 'too much to do', script: fault(503), says: /has too much to do/ },
  { name: 'a refusal', script: fault(400), says: /refuses to answer/ },
  {
    name: 'a page for people',
    script: fault(200, { body: '<html>Welcome</html>' }),
    says: /answered something that cannot be read/,
  },
  {
    name: 'a way elsewhere',
    script: fault(302, { location: 'http://127.0.0.1:9/' }),
    says: /Nothing answers at/,
  },
  { name: 'a broken line', script: { ...COUNT, cut_after: 0 }, says: /broke off in the middle/ },
  { name: 'nonsense', script: { ...COUNT, malformed_after: 0 }, says: /cannot be read/ },
  { name: 'an error in the stream', script: { ...COUNT, error_after: 0 }, says: /has too much to do/ },
  { name: 'nothing to say', script: { reply: { text: '' } }, says: 'The model said nothing' },
  {
    name: 'a filter',
    script: { reply: { text: '' }, finish_reason: 'content_filter' },
    says: /refuses to answer/,
  },
  {
    name: 'one that lists no models',
    prepare: (model) => model.lists([], { status: 404 }),
    says: 'This server does not list its models. Write the name as it knows it.',
  },
];

test('the test says of every endpoint what is wrong or what it lacks', async ({ ana, model }) => {
  test.slow();
  const { page } = ana;
  await page.goto('/admin/models');
  await page.getByRole('button', { name: 'Connect a model server' }).click();
  const sheet = page.getByRole('dialog', { name: 'Connect a model server' });
  await sheet.getByRole('textbox', { name: 'Address of the model server' }).fill(model.url);
  for (const { name, script = ECHO, prepare, says } of ENDPOINTS) {
    await test.step(name, async () => {
      await model.reset();
      await model.otherwise(script);
      await prepare?.(model);
      // What was tested is forgotten with every change.
      await sheet.getByLabel('Key', { exact: true }).fill(model.key);
      await sheet.getByRole('button', { name: 'Test', exact: true }).click();
      await expect(sheet.getByText(says).first(), name).toBeVisible({ timeout: 30_000 });
    });
  }
});

test('what the test found out stands in the catalogue', async ({ ana, model }) => {
  await isAble(model);
  const { page } = ana;
  await page.goto('/admin/models');
  await page.getByRole('button', { name: 'Connect a model server' }).click();
  const sheet = page.getByRole('dialog', { name: 'Connect a model server' });
  await model.lists(['gpt-4o-mini']);
  await sheet.getByRole('textbox', { name: 'Address of the model server' }).fill(model.url);
  await sheet.getByLabel('Key', { exact: true }).fill(model.key);
  await sheet.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(sheet.getByText('Reads up to 128,000 tokens at once')).toBeVisible();
  await sheet.getByRole('button', { name: 'Use this model' }).click();
  await expect(page.getByText(/gpt-4o-mini/).first()).toBeVisible();
  await page.getByRole('button', { name: 'More for gpt-4o-mini' }).click();
  await page.getByRole('menuitem', { name: 'Change model' }).click();
  const entry = page.getByRole('dialog');
  await expect(entry.getByRole('combobox', { name: 'Uses tools' })).toHaveValue('yes');
});
