// The ways into a group for whoever does not come as a guest: a new account, the account one has, one press.
import { expect, groupOf, inviteLink, PASSWORD, send, test } from './table.ts';

test('somebody new creates an account at the invite, and can sign in with it anywhere', async ({
  ana,
  browse,
}) => {
  const link = await inviteLink(ana, await groupOf('Weekend in Lisbon', [ana]));
  const ben = await browse('Ben', 'phone');
  const { page } = ben;
  await page.goto(link);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await expect(page.getByRole('textbox', { name: 'Your name' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ben');
  await expect(page.getByRole('textbox', { name: 'Username' })).toHaveValue('ben');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create account and join' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account and join' }).click();
  await expect(ben.composer).toBeVisible();
  await expect(ana.page.getByText('Ben joined')).toBeVisible();
  await ben.write('Here I am');
  await expect(ana.message('Here I am')).toBeVisible();

  const elsewhere = await browse('Ben elsewhere');
  await elsewhere.page.goto('/login');
  await elsewhere.page.getByRole('textbox', { name: 'Username' }).fill('ben');
  await elsewhere.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await elsewhere.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await elsewhere.page.getByRole('link', { name: /Weekend in Lisbon/ }).click();
  await expect(elsewhere.message('Here I am')).toBeVisible();
});

test('somebody with an account signs in at the invite, after a slip, and is in', async ({ ana, browse }) => {
  const first = await inviteLink(ana, await groupOf('Weekend in Lisbon', [ana]));
  const group = await groupOf('Reading circle', [ana]);
  const link = await inviteLink(ana, group);
  const maker = await browse('Cleo, some other day');
  await send(maker.context.request, 'post', '/accounts', {
    name: 'Cleo',
    username: 'cleo',
    password: PASSWORD,
    invite_secret: new URL(first).hash.slice(1),
  });

  const cleo = await browse('Cleo');
  const { page } = cleo;
  await page.goto(link);
  await page.getByRole('button', { name: 'I have an account' }).click();
  await expect(page.getByRole('textbox', { name: 'Username' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Username' }).fill('cleo');
  await page.getByLabel('Password', { exact: true }).fill('not my password');
  await page.getByRole('button', { name: 'Sign in and join' }).click();
  await expect(page.getByText('Username and password do not')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Username' })).toHaveValue('cleo');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in and join' }).click();
  await expect(cleo.composer).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Reading circle', level: 1 })).toBeVisible();
  await expect(ana.page.getByText('Cleo joined')).toBeVisible();
});

test('whoever is signed in joins with one press, and finds the same link open from then on', async ({
  ana,
  browse,
}) => {
  const ben = await browse('Ben');
  await groupOf('Weekend in Lisbon', [ana, ben]);
  const link = await inviteLink(ana, await groupOf('Reading circle', [ana]));
  await ben.page.goto(link);
  await expect(ben.page.getByText('Join as Ben')).toBeVisible();
  await ben.page.getByRole('button', { name: 'Join group' }).click();
  await expect(ben.page.getByRole('heading', { name: 'Reading circle', level: 1 })).toBeVisible();
  await expect(ben.composer).toBeVisible();
  await ben.page.goto(link);
  await expect(ben.page).toHaveURL(/\/c\//);
  await expect(ben.composer).toBeVisible();
});
