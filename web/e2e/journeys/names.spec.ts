// Names are written by anybody, and shown to everybody (ACC-4).
import { expect, groupOf, inviteLink, send, test, type Person } from './table.ts';

/** Runs where the name became markup instead of text. */
const MARKUP = '<img src=x onerror="document.title=`owned`">';
const LONG = 'Maximiliana-Theodora von und zu der Hohenwaldeck X'.slice(0, 50);
const EMOJI = '🦊🐻🎉';
const RTL = 'ليلى من لشبونة';

async function isWithin(person: Person): Promise<void> {
  const excess = await person.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(excess, `the page of ${person.name} is wider than its window`).toBeLessThanOrEqual(0);
}

test('hostile names are text, wherever they stand', async ({ ana, browse }) => {
  const group = await groupOf('Weekend in Lisbon', [ana]);
  const link = await inviteLink(ana, group);
  const guests: Person[] = [];
  for (const [name, device] of [
    [MARKUP, 'phone'],
    [LONG, 'wide'],
    [EMOJI, 'wide'],
    [RTL, 'wide'],
  ] as const) {
    const guest = await browse(name, device);
    guests.push(guest);
    const { page } = guest;
    await page.goto(link);
    await page.getByRole('textbox', { name: 'Your name' }).fill(name);
    await page.getByRole('button', { name: 'Join group' }).click();
    await expect(guest.composer).toBeVisible();
    await guest.write(`I am ${guests.length}`);
    await expect(ana.message(`I am ${guests.length}`)).toContainText(name);
    await isWithin(guest);
  }
  const { page } = ana;
  await expect(page.getByText(`${MARKUP} joined`)).toBeVisible();

  await test.step('in the panel, its menus and its questions', async () => {
    await page.getByRole('button', { name: 'People, 6' }).click();
    const panel = page.getByRole('complementary', { name: 'Group details' });
    for (const { name } of guests) {
      await expect(panel.getByRole('listitem').filter({ hasText: name })).toBeVisible();
    }
    await page.getByRole('button', { name: `What you can do with ${MARKUP}` }).click();
    await page.getByRole('menuitem', { name: 'Remove from group…' }).click();
    await expect(page.getByRole('alertdialog', { name: `Remove ${MARKUP}?` })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('in the composer', async () => {
    await ana.composer.pressSequentially('@img');
    await page.getByRole('option', { name: MARKUP }).click();
    await ana.composer.pressSequentially('hello');
    await ana.send();
    for (const guest of guests) await expect(guest.message('hello')).toContainText(MARKUP);
    await ana.choose(ana.message('I am 1'), 'Reply');
    await expect(page.getByText(`Replying to ${MARKUP}`)).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('as the name of a group, in the list, the title and the invite', async () => {
    await send(ana.context.request, 'patch', `/groups/${group}`, { name: MARKUP });
    await expect(page.getByRole('heading', { name: MARKUP, level: 1 })).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(MARKUP.slice(0, 8)));
    await expect(page.getByRole('navigation').getByRole('link', { name: MARKUP })).toBeVisible();
    const stranger = await browse('Dora', 'phone');
    await stranger.page.goto(link);
    await expect(stranger.page.getByRole('heading', { name: MARKUP })).toBeVisible();
    await isWithin(stranger);
    await page.goto(`/search?q=hello`);
    await expect(page.getByRole('list', { name: 'Messages found' })).toContainText(MARKUP);
  });
  await isWithin(ana);
  for (const person of [ana, ...guests]) {
    await expect(person.page).not.toHaveTitle('owned');
    await expect(person.page.locator('img[src="x"]')).toHaveCount(0);
  }
});

test('names that hide or reverse what they are, or pass for an assistant, are refused', async ({
  ana,
  browse,
}) => {
  const group = await groupOf('Weekend in Lisbon', [ana]);
  const { page } = await browse('Ben', 'phone');
  await page.goto(await inviteLink(ana, group));
  const field = page.getByRole('textbox', { name: 'Your name' });
  for (const [name, words] of [
    ['Ana\u202Enimda', 'A name has 1 to 50 characters, and none that cannot be seen.'],
    ['Be\u200Bn', 'A name has 1 to 50 characters, and none that cannot be seen.'],
    ['Tulia', 'This looks like the name of an assistant.'],
    // With a Cyrillic i and a Cyrillic a.
    ['Tul\u0456\u0430', 'This looks like the name of an assistant.'],
  ] as const) {
    await field.fill(name);
    await page.getByRole('button', { name: 'Join group' }).click();
    await expect(page.getByText(words)).toBeVisible();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(page).toHaveURL(/\/join/);
  }
  await field.fill('Ben');
  await page.getByRole('button', { name: 'Join group' }).click();
  await expect(page.getByRole('textbox', { name: /^Message / })).toBeVisible();
});
