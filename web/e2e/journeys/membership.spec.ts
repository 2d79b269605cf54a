// Ways into a group and out of it: links with a yes, a full table, reset links, removal, leaving.
import { expect, groupOf, inviteLink, send, test, type Person } from './table.ts';

/** Opens a link and joins, or asks to. */
async function joinBy(person: Person, link: string, button: string): Promise<void> {
  await person.page.goto(link);
  await person.page.getByRole('textbox', { name: 'Your name' }).fill(person.name);
  await person.page.getByRole('button', { name: button }).click();
}

test('a link that needs a yes: ask, wait, be let in', async ({ ana, browse }) => {
  const ben = await browse('Ben');
  const cleo = await browse('Cleo', 'phone');
  const group = await groupOf('Weekend in Lisbon', [ana]);
  const { page } = ana;

  await test.step('a member wants to be asked', async () => {
    await page.getByRole('button', { name: 'People, 2' }).click();
    await page.getByRole('button', { name: 'More for: Invite link' }).click();
    await page.getByRole('menuitem', { name: 'Change what it allows…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change link' });
    await dialog.getByRole('switch', { name: 'A member has to say yes' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText('a member has to say yes')).toBeVisible();
  });
  const link = await inviteLink(ana, group);

  await test.step('two ask and wait', async () => {
    for (const person of [ben, cleo]) {
      await person.page.goto(link);
      await expect(person.page.getByText('A member has to let you in.')).toBeVisible();
      await joinBy(person, link, 'Ask to join');
      await expect(person.page.getByText('Waiting for approval')).toBeVisible();
      await expect(person.page).toHaveURL(/\/join/);
    }
    await expect(page.getByRole('button', { name: 'People, 2; 2 want to join' })).toBeVisible();
    // Whoever waits is no member: the group does not exist for them.
    expect((await ben.context.request.get(`/api/v1/groups/${group}`)).status()).toBe(404);
  });

  await test.step('one is let in, the other is declined', async () => {
    await page.getByRole('button', { name: 'Let Ben in' }).click();
    await expect(ana.page.getByText('Ben joined')).toBeVisible();
    await page.getByRole('button', { name: 'Decline Cleo' }).click();
    await expect(page.getByRole('button', { name: 'Decline Cleo' })).toHaveCount(0);
    // Their pages look by themselves.
    await expect(ben.composer).toBeVisible();
    await expect(cleo.page.getByText('Your request was not accepted.')).toBeVisible();
    await expect(cleo.page.getByRole('button', { name: 'Ask to join' })).toBeVisible();
    await ben.write('Thank you for letting me in');
    await expect(ana.message('Thank you for letting me in')).toBeVisible();
  });
});

test('a full group says so, and lets in whoever comes when there is room', async ({ ana, browse }) => {
  const ben = await browse('Ben');
  const cleo = await browse('Cleo', 'phone');
  const group = await groupOf('Weekend in Lisbon', [ana, ben]);
  await send(ana.context.request, 'patch', '/admin/instance', { member_limit: 2 });
  await cleo.page.goto(await inviteLink(ana, group));
  await expect(cleo.page.getByText('This group is full.')).toBeVisible();
  await expect(cleo.page.getByRole('button', { name: 'Join group' })).toHaveCount(0);

  await ben.page.goto('/settings/profile');
  await send(ben.context.request, 'post', `/groups/${group}/leave`);
  await cleo.page.getByRole('button', { name: 'Try again' }).click();
  await cleo.page.getByRole('textbox', { name: 'Your name' }).fill('Cleo');
  await cleo.page.getByRole('button', { name: 'Join group' }).click();
  await expect(cleo.composer).toBeVisible();
});

test('the last place is taken once, and the other is told that the group is full', async ({
  ana,
  browse,
}) => {
  const rivals = [await browse('Ben'), await browse('Cleo', 'phone')];
  const group = await groupOf('Weekend in Lisbon', [ana]);
  const link = await inviteLink(ana, group);
  for (const { name, page } of rivals) {
    await page.goto(link);
    await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  }
  await send(ana.context.request, 'patch', '/admin/instance', { member_limit: 2 });
  await Promise.all(rivals.map(({ page }) => page.getByRole('button', { name: 'Join group' }).click()));
  const isFull = ({ page }: Person) => page.getByText('This group is full.');
  for (const rival of rivals) await expect(rival.composer.or(isFull(rival))).toBeVisible();
  const full = await Promise.all(rivals.map((rival) => isFull(rival).isVisible()));
  expect(full.filter(Boolean), 'one is too many').toHaveLength(1);
  await expect(ana.page.getByRole('button', { name: 'People, 3' })).toBeVisible();
});

test('a link that was reset answers like one that never was', async ({ ana, browse }) => {
  const ben = await browse('Ben');
  const group = await groupOf('Weekend in Lisbon', [ana]);
  const old = await inviteLink(ana, group);
  const { page } = ana;
  await ben.page.goto(old);
  await ben.page.getByRole('textbox', { name: 'Your name' }).fill('Ben');

  await page.getByRole('button', { name: 'People, 2' }).click();
  await page.getByRole('button', { name: 'More for: Invite link' }).click();
  await page.getByRole('menuitem', { name: 'Reset…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reset link' }).click();
  await expect(page.getByText('You reset the invite link')).toBeVisible();

  // Too late, also for whoever has it open.
  await ben.page.getByRole('button', { name: 'Join group' }).click();
  await expect(ben.page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
  const answers = await Promise.all(
    [old, `${old.slice(0, -4)}AAAA`].map(async (link) => {
      const tab = await ben.context.newPage();
      ben.watch(tab);
      await tab.goto(link);
      await expect(tab.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
      return tab.getByRole('main').textContent();
    }),
  );
  expect(answers[0]).toBe(answers[1]);
  expect(answers[0]).not.toContain('Lisbon');

  await ben.page.goto(await inviteLink(ana, group));
  await ben.page.getByRole('textbox', { name: 'Your name' }).fill('Ben');
  await ben.page.getByRole('button', { name: 'Join group' }).click();
  await expect(ben.composer).toBeVisible();
});

test('whoever was removed finds no way back by a link until a member lifts that', async ({ ana, browse }) => {
  const ben = await browse('Ben');
  const group = await groupOf('Weekend in Lisbon', [ana, ben]);
  const link = await inviteLink(ana, group);
  await ben.write('The keys are under the mat');
  await expect(ana.message('under the mat')).toBeVisible();
  const me = await send<{ profile: { id: string } }>(ben.context.request, 'get', '/me');
  await send(ana.context.request, 'delete', `/groups/${group}/members/${me.profile.id}`);
  await expect(
    ben.page.getByRole('heading', { name: 'You were removed from Weekend in Lisbon' }),
  ).toBeVisible();

  for (const [where, path] of [
    ['the old link', link],
    ['the group', `/c/${group}`],
    ['back to the chats', '/'],
  ] as const) {
    await test.step(where, async () => {
      await ben.page.goto(path);
      await expect(ben.page.getByRole('heading').first()).toBeVisible();
      await expect(ben.page.getByText('under the mat')).toHaveCount(0);
      await expect(ben.page.getByRole('button', { name: /Join/ })).toHaveCount(0);
      if (path !== '/') await expect(ben.page.getByRole('main')).toContainText(/removed|not a member/);
    });
  }
  await test.step('the old link says what to do, and nothing of the group', async () => {
    await ben.page.goto(link);
    await expect(ben.page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
    await expect(ben.page.getByRole('main')).not.toContainText(/Lisbon|Ana/);
    await expect(ben.page.getByText(/If you were removed/)).toBeVisible();
  });

  await test.step('a member lifts it', async () => {
    const { page } = ana;
    await page.getByRole('button', { name: 'People, 2' }).click();
    const again = page.getByRole('button', { name: /^(Undo: bring Ben back|Allow again: Ben)/ });
    await expect(again).toBeVisible();
    await send(ana.context.request, 'delete', `/groups/${group}/removed/${me.profile.id}`);
    await expect(again).toHaveCount(0);
    await ben.page.reload();
    await ben.page.getByRole('button', { name: 'Join group' }).click();
    await expect(ben.composer).toBeVisible();
    await expect(ben.message('under the mat')).toBeVisible();
  });
});

test('the creator leaves, and the longest-standing member is the creator', async ({ ana, browse }) => {
  const ben = await browse('Ben');
  const cleo = await browse('Cleo', 'phone');
  await groupOf('Weekend in Lisbon', [ana, ben, cleo]);

  await test.step('a member leaves from the list', async () => {
    // What one does with a group is behind a long press, which comes down to this.
    await cleo.page.goto('/');
    await cleo.page.getByRole('link', { name: /Weekend in Lisbon/ }).click({ button: 'right' });
    await cleo.page.getByRole('button', { name: 'Leave group' }).click();
    const question = cleo.page.getByRole('alertdialog', { name: 'Leave Weekend in Lisbon?' });
    await question.getByRole('button', { name: 'Leave group' }).click();
    await expect(cleo.page.getByRole('link', { name: /Weekend in Lisbon/ })).toHaveCount(0);
    await expect(ana.page.getByText('Cleo left')).toBeVisible();
  });

  await test.step('the creator is told who comes after', async () => {
    const { page } = ana;
    await page.getByRole('button', { name: 'People, 3' }).click();
    await page.getByRole('tab', { name: 'About' }).click();
    await page.getByRole('button', { name: 'Leave group' }).click();
    const question = page.getByRole('alertdialog', { name: 'Leave Weekend in Lisbon?' });
    await expect(question).toContainText('Ben becomes the group’s creator');
    await question.getByRole('button', { name: 'Leave group' }).click();
    await expect(ana.note).toContainText('You left Weekend in Lisbon.');
    await expect(page.getByRole('link', { name: /Weekend in Lisbon/ })).toHaveCount(0);
  });

  await test.step('the thread says it, and the heir has the rights of a creator', async () => {
    await expect(ben.page.getByText('Ana left')).toBeVisible();
    await expect(ben.page.getByText('You are the creator now')).toBeVisible();
    await ben.page.getByRole('button', { name: 'People, 2' }).click();
    await expect(ben.page.getByRole('listitem').filter({ hasText: 'Ben (you)' })).toContainText('Creator');
    await ben.page.getByRole('tab', { name: 'About' }).click();
    await expect(ben.page.getByRole('button', { name: 'Delete for everyone' })).toBeVisible();
  });
});

test('a muted group counts quietly, and says for how long', async ({ ana, browse }) => {
  const ben = await browse('Ben');
  await groupOf('Weekend in Lisbon', [ana, ben]);
  const { page } = ben;
  await page.getByRole('button', { name: 'Mute', exact: true }).click();
  await page.getByRole('menuitem', { name: 'For 8 hours' }).click();
  await expect(page.getByRole('button', { name: 'Muted' })).toBeVisible();
  await page.getByRole('link', { name: 'Settings' }).first().click();
  await expect(page.getByRole('heading', { name: 'Profile', level: 1 })).toBeVisible();
  await ana.write('Hello all');
  const chat = page.getByRole('link', { name: /Weekend in Lisbon/ });
  await expect(chat).toHaveAccessibleName(/Muted.*1 unread message/);
  // What is muted does not call from the title.
  await expect(page).not.toHaveTitle(/^\(/);
  await chat.click();
  await page.getByRole('button', { name: 'Muted' }).click();
  await expect(page.getByRole('menuitem').first()).toContainText(/Muted until/);
  await page.getByRole('menuitem', { name: /^Unmute/ }).click();
  await page.getByRole('link', { name: 'Settings' }).first().click();
  await ana.write('Hello again');
  await expect(chat).toHaveAccessibleName(/unread message/);
  await expect(page).toHaveTitle(/^\(\d\)/);
});
