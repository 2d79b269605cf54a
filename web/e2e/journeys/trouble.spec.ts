// What people see when something breaks in the middle, and that nothing is lost by it.
import { expect, groupOf, Person, test } from './table.ts';

/** `1 2 3 … n`, so that nothing lost or doubled goes unnoticed. */
function counted(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).join(' ');
}

test('a reload in the middle of an answer shows what was said at once, and goes on', async ({
  ana,
  browse,
  model,
}) => {
  const ben = await browse('Ben', 'phone');
  await groupOf('Weekend in Lisbon', [ana, ben]);
  await model.nextGated(counted(1, 310));
  await ana.write('Tulia, count');
  await model.release(300);
  const said = new RegExp(`^[^]*\\b${counted(1, 300)}(?! 301)`);
  await expect(ana.answer).toContainText(said);

  await ana.page.reload();
  const tab = new Person('Ana', await ana.context.newPage(), false);
  ana.watch(tab.page);
  await tab.page.goto(ana.page.url());
  for (const person of [ana, tab, ben]) await expect(person.answer).toContainText(said);

  await model.release(1);
  for (const person of [ana, tab, ben]) await expect(person.answer).toContainText(counted(1, 301));
  await model.release(9);
  for (const person of [ana, tab, ben]) {
    await expect(person.answer).not.toHaveAttribute('aria-busy', 'true');
    await expect(person.answer.getByRole('paragraph').last()).toHaveText(counted(1, 310));
  }
});

test('what is written offline is sent later, and all end with the same thread', async ({ ana, browse }) => {
  const ben = await browse('Ben');
  await groupOf('Weekend in Lisbon', [ana, ben]);
  await ana.write('Who has the keys?');
  await expect(ben.message('Who has the keys?')).toBeVisible();

  ben.expectsTrouble = true;
  await ben.context.setOffline(true);
  await expect(ben.page.getByText('You’re offline. Messages are sent when you’re back.')).toBeVisible();
  for (const text of ['I have them', 'No, I had them', 'They are on the table']) await ben.write(text);
  await expect(ben.message('They are on the table')).toHaveAccessibleName(/sending/);
  await ana.write('Hello?');
  await expect(ana.message('on the table')).toHaveCount(0);

  await ben.context.setOffline(false);
  await expect(ana.message('They are on the table')).toBeVisible();
  await expect(ben.message('Hello?')).toBeVisible();
  await expect(ben.message('They are on the table')).not.toHaveAccessibleName(/sending/);
  const order = ['Who has the keys?', 'Hello?', 'I have them', 'No, I had them', 'They are on the table'];
  for (const { thread } of [ana, ben]) {
    await expect(thread.getByRole('article')).toContainText(order);
  }
});

test('a server that is killed in the middle of an answer comes back, and the answer says so', async ({
  ana,
  browse,
  model,
  server,
}) => {
  const ben = await browse('Ben', 'phone');
  await groupOf('Weekend in Lisbon', [ana, ben]);
  // Twenty words take four seconds; what was shown two seconds ago is in the store.
  await model.next({ reply: { text: counted(1, 300) }, tokens_per_second: 5 });
  await ana.write('Tulia, where do we begin?');
  for (const { answer } of [ana, ben]) await expect(answer).toContainText(counted(1, 20));

  for (const person of [ana, ben]) person.expectsTrouble = true;
  await server.kill();
  await ben.write('Are you there?');
  await server.startAgain();

  await expect(ana.message('Are you there?')).toBeVisible({ timeout: 40_000 });
  for (const { answer } of [ana, ben]) {
    await expect(answer).toContainText('Interrupted.', { timeout: 40_000 });
    await expect(answer).toContainText(counted(1, 8));
  }
  await model.next({ reply: { text: 'Along the river.' } });
  await ben.answer.getByRole('button', { name: 'Try again' }).click();
  for (const { answer } of [ana, ben]) await expect(answer).toContainText('Along the river.');
});

test('a model that fails is said calmly, and can be asked again', async ({ ana, model }) => {
  await groupOf('Weekend in Lisbon', [ana]);
  await model.next({ reply: { fault: { status: 401 } } });
  await ana.write('Tulia, hello');
  await expect(ana.answer).toContainText('Tulia’s model refused the key it was given.');
  await model.next({ reply: { text: 'Good morning' } });
  await ana.answer.getByRole('button', { name: 'Try again' }).click();
  await expect(ana.answer).toContainText('Good morning');
});

test('whoever is removed sees it at once', async ({ ana, browse }) => {
  const ben = await browse('Ben');
  await groupOf('Weekend in Lisbon', [ana, ben]);
  await ana.page.getByRole('button', { name: 'People, 3' }).click();
  await ana.page.getByRole('button', { name: 'What you can do with Ben' }).click();
  await ana.page.getByRole('menuitem', { name: 'Remove from group…' }).click();
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(
    ben.page.getByRole('heading', { name: 'You were removed from Weekend in Lisbon' }),
  ).toBeVisible();
  await expect(ben.page).toHaveURL(/\/gone/);
});

test('what was being written to a group that one is removed from is kept until it is thrown away', async ({
  ana,
  browse,
}) => {
  const ben = await browse('Ben');
  await groupOf('Weekend in Lisbon', [ana, ben]);
  await ben.composer.fill('The house is booked, by the way');
  await ana.page.getByRole('button', { name: 'People, 3' }).click();
  await ana.page.getByRole('button', { name: 'What you can do with Ben' }).click();
  await ana.page.getByRole('menuitem', { name: 'Remove from group…' }).click();
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  const kept = ben.page.getByRole('heading', { name: 'What you wrote there and did not send' });
  await expect(kept).toBeVisible();
  await ben.page.goto('/');
  const entry = ben.page.getByRole('link', { name: 'Weekend in Lisbon The house is booked, by the way' });
  await entry.click();
  await expect(
    ben.page.getByRole('heading', { name: 'What you wrote there and did not send' }),
  ).toBeVisible();
  await expect(entry).toHaveAttribute('aria-current', 'page');
  await ben.page.getByRole('button', { name: 'Discard' }).click();
  await expect(entry).toHaveCount(0);
  await ben.page.getByRole('button', { name: 'Undo' }).click();
  await expect(entry).toBeVisible();
});
