// Accounts: the first administrator, a guest who stays, sessions that end elsewhere.
import { expect, groupOf, PASSWORD, test } from './table.ts';

test('two people race for the setup link: one gets it, the other is told so', async ({ browse, server }) => {
  const racers = [await browse('Ana'), await browse('Ben')];
  for (const { name, page } of racers) {
    await page.goto(server.setupLink);
    await page.getByRole('textbox', { name: 'Name of this place' }).fill('Rua das Flores');
    await page.getByRole('textbox', { name: 'Your name' }).fill(name);
    await page.getByRole('textbox', { name: 'Username' }).fill(name.toLowerCase());
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  }
  await Promise.all(racers.map(({ page }) => page.getByRole('button', { name: 'Create account' }).click()));

  const won = ({ page }: (typeof racers)[number]) =>
    page.getByRole('heading', { name: 'Give the table an AI' });
  const lost = ({ page }: (typeof racers)[number]) =>
    page.getByRole('heading', { name: 'This server is set up' });
  for (const racer of racers) await expect(won(racer).or(lost(racer))).toBeVisible();
  const winners = await Promise.all(racers.map((racer) => won(racer).isVisible()));
  expect(winners.filter(Boolean), 'one administrator').toHaveLength(1);

  const loser = racers[winners.indexOf(false)];
  if (!loser) throw new Error('Nobody lost the race.');
  await expect(
    loser.page.getByText('It has an administrator, and setup links work only once.'),
  ).toBeVisible();
  await loser.page.getByRole('link', { name: 'Sign in' }).click();
  await loser.page.getByRole('textbox', { name: 'Username' }).fill(loser.name.toLowerCase());
  await loser.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await loser.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(loser.page.getByText('Username and password do not belong together.')).toBeVisible();
});

test('a guest sets a password, comes back, and has kept everything', async ({ ana, browse }) => {
  const ben = await browse('Ben');
  await groupOf('Weekend in Lisbon', [ana, ben]);
  const { page } = ben;
  await ben.write('I bring the cards');
  await ana.write('And I the wine');
  await expect(ben.message('And I the wine')).toBeVisible();

  await test.step('signing out is announced as the loss of the account', async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Account' }).click();
    await expect(page.getByText('Signing out loses this account')).toBeVisible();
    await page.getByRole('button', { name: 'Sign out and lose this account' }).click();
    const question = page.getByRole('alertdialog', { name: 'Lose the account Ben?' });
    await expect(question).toContainText('can never come back as the same person');
    // Nobody loses an account by a slip of the hand.
    await expect(question.getByRole('button', { name: 'Sign out and lose this account' })).toBeDisabled();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(question).toHaveCount(0);
  });

  const username = await test.step('a password makes the account one to keep', async () => {
    const about = await page.getByText(/you can sign in anywhere as/).textContent();
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Keep this account: set a password' }).click();
    await expect(ben.note).toContainText('This account is yours now.');
    await expect(page.getByText('Signing out loses this account')).toHaveCount(0);
    return /sign in anywhere as \P{L}*([a-z0-9_.]+)/u.exec(about ?? '')?.[1] ?? '';
  });

  await test.step('out and in again', async () => {
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(page.getByRole('heading', { name: /^Sign in to/ })).toBeVisible();
    await page.getByRole('textbox', { name: 'Username' }).fill(username);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: /Weekend in Lisbon/ }).click();
    await expect(ben.message('And I the wine')).toBeVisible();
    // What was written as a guest is still one's own.
    await ben.composer.press('ArrowUp');
    await expect(ben.composer).toHaveValue('I bring the cards');
    await ben.write('I bring two decks of cards');
    await expect(ana.message('I bring two decks of cards')).toBeVisible();
    await expect(ana.page.getByRole('button', { name: 'People, 3' })).toBeVisible();
  });
});

test('a guest who signs out all the same is gone from this browser', async ({ ana, browse }) => {
  const ben = await browse('Ben');
  const group = await groupOf('Weekend in Lisbon', [ana, ben]);
  const { page } = ben;
  await page.goto('/settings/account');
  await page.getByRole('button', { name: 'Sign out and lose this account' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByRole('textbox').fill('ben');
  await question.getByRole('button', { name: 'Sign out and lose this account' }).click();
  await expect(page.getByRole('heading', { name: /^Sign in to/ })).toBeVisible();
  await page.goto(`/c/${group}`);
  await expect(page).toHaveURL(/\/login/);
  await expect(page.getByText('Weekend in Lisbon')).toHaveCount(0);
});

test('a session that is ended elsewhere stops at once, and the draft waits', async ({ ana, browse }) => {
  const phone = await browse('Ana', 'phone');
  const ben = await browse('Ben');
  const group = await groupOf('Weekend in Lisbon', [ana, ben]);
  await phone.page.goto('/login');
  await phone.page.getByRole('textbox', { name: 'Username' }).fill('ana');
  await phone.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await phone.page.getByRole('button', { name: 'Sign in' }).click();
  await phone.page.getByRole('link', { name: /Weekend in Lisbon/ }).click();
  await phone.composer.fill('I have not finished this');
  const socket = phone.page.waitForEvent('websocket');
  await phone.page.reload();
  await expect(phone.composer).toHaveValue('I have not finished this');
  const live = await socket;

  await ana.page.goto('/settings/sessions');
  const others = ana.page.getByRole('listitem').filter({ hasNotText: 'This device' });
  const end = others.getByRole('button', { name: /^End the session on / });
  await expect(end).toHaveCount(1);
  const closed = live.waitForEvent('close');
  await end.click();
  await closed;
  const sheet = phone.page.getByRole('dialog', { name: 'Sign in again' });
  await expect(sheet).toBeVisible();
  await expect(sheet).toContainText('What you wrote is kept');
  // Nothing comes to it any more.
  await ben.write('Only for members with a session');
  await ana.page.goto(`/c/${group}`);
  await expect(ana.message('Only for members with a session')).toBeVisible();
  await expect(phone.message('Only for members with a session')).toHaveCount(0);

  await sheet.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await sheet.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(sheet).toHaveCount(0);
  await expect(phone.message('Only for members with a session')).toBeVisible();
  await expect(phone.composer).toHaveValue('I have not finished this');
  await phone.send();
  await expect(ben.message('I have not finished this')).toBeVisible();
});
