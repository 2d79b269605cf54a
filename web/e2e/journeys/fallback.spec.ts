// A model that cannot answer: another one does and says so, in the order that an administrator gives; and a group whose words
// stay in the house.
import { expect, groupOf, send, test, type Person } from './table.ts';
import type { Model, Script } from './processes.ts';

const OVERLOADED: Script = { reply: { fault: { status: 503 } } };
/** How often a model is asked while another one is there. */
const ASKED = 2;

interface Provider {
  id: string;
  models: [{ name: string }];
}

/** A second server with models of these names. */
async function connectMore(ana: Person, model: Model, models: string[]): Promise<void> {
  const provider = { name: 'Pantry', base_url: model.url, key: model.key, models };
  await send(ana.context.request, 'post', '/admin/providers', provider);
}

/** The server that is there from the beginning, with its one model. */
async function theFirst(ana: Person): Promise<Provider> {
  const [provider] = await send<[Provider]>(ana.context.request, 'get', '/admin/providers');
  return provider;
}

test('another model answers, and everybody sees which', async ({ ana, browse, model }) => {
  const kitchen = await theFirst(ana);
  const [{ name: first }] = kitchen.models;
  await connectMore(ana, model, ['spare']);
  const ben = await browse('Ben', 'phone');
  await groupOf('Weekend in Lisbon', [ana, ben]);
  for (let n = 0; n < ASKED; n++) await model.next(OVERLOADED);
  await model.next({ reply: { text: 'Take the tram.' } });
  await ana.write('Tulia, how do we get up there?');
  for (const person of [ana, ben]) await expect(person.answer).toContainText('Take the tram.');
  const line = `spare answered, because ${first} could not`;
  await ben.page.getByRole('button', { name: line }).click();
  const dialog = ben.page.getByRole('dialog');
  await expect(dialog).toContainText('Fell back from');
  await expect(dialog.getByRole('listitem')).toContainText(first);
  await ana.page.reload();
  await expect(ana.page.getByRole('button', { name: line })).toBeVisible();
});

test('where nobody can answer, the notice tells who was asked', async ({ ana, model }) => {
  await connectMore(ana, model, ['spare']);
  await groupOf('Weekend in Lisbon', [ana]);
  for (let n = 0; n < ASKED + 3; n++) await model.next(OVERLOADED);
  await ana.write('Tulia, how do we get up there?');
  await expect(ana.page.getByText(/^Asked: .+ and spare$/)).toBeVisible({ timeout: 20_000 });
  await expect(ana.page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('an administrator says who stands in first', async ({ ana, model }) => {
  await connectMore(ana, model, ['spare', 'old']);
  await ana.page.goto('/admin/models');
  const order = ana.page.getByRole('region', { name: 'When a model cannot answer' }).getByRole('listitem');
  await expect(order).toHaveCount(3);
  await expect(order.nth(2)).toContainText('old');
  await ana.page.getByRole('button', { name: 'Move old up' }).click();
  await expect(order.nth(1)).toContainText('old');
  await expect(ana.page.getByRole('button', { name: 'Move old up' })).toBeFocused();
  await ana.page.reload();
  await expect(order.nth(1)).toContainText('old');
});

test('a group with local models only sends nothing elsewhere', async ({ ana, browse, model }) => {
  const kitchen = await theFirst(ana);
  const ben = await browse('Ben', 'phone');
  await groupOf('Weekend in Lisbon', [ana, ben]);
  await ana.page.getByRole('button', { name: 'People, 3' }).click();
  await ana.page.getByRole('tab', { name: 'About' }).click();
  await ana.page.getByRole('switch', { name: 'Local models only' }).click();
  for (const person of [ana, ben]) {
    await expect(person.page.getByText('let only models of this place answer')).toBeVisible();
  }
  await model.next({ reply: { text: 'From this house.' } });
  await ben.write('Tulia, where are you?');
  await expect(ben.answer).toContainText('From this house.');
  await send(ana.context.request, 'patch', `/admin/providers/${kitchen.id}`, { is_local: false });
  await ben.write('Tulia, and now?');
  await expect(ben.page.getByText('This group is for local models only, and there is none')).toBeVisible();
  await expect(ben.page.getByText('Ask an administrator to add one.')).toBeVisible();
});
