// Every page and dialog: axe finds nothing, in light and dark, from left to right and from right to left; nothing is
// wider than a small phone; and no browser has anything to complain about (see `Person.faults`).
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, groupOf, inviteLink, test, type Person } from './table.ts';

const SECTIONS = [
  'profile',
  'account',
  'sessions',
  'tokens',
  'appearance',
  'language',
  'privacy',
  'keyboard',
  'accessibility',
  'about',
];

/** What is shown now: everything in light, and what depends on colours in dark too. */
async function isFine(page: Page, where: string, without: string[] = []): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // There are no frames, for whose sake axe would open a page of its own each time.
    const axe = new AxeBuilder({ page }).setLegacyMode().disableRules(without);
    const { violations } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect.soft(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}

async function fits(page: Page, where: string): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(excess, `${where} is wider than the window`).toBeLessThanOrEqual(0);
}

async function speak(person: Person, locale: string): Promise<void> {
  await person.context.addInitScript((chosen) => {
    localStorage.setItem('tertulia.prefs', JSON.stringify({ locale: chosen }));
  }, locale);
}

async function opens({ page }: Person, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await isFine(page, path);
    await fits(page, path);
  }
}

for (const locale of ['en', 'ar-XB']) {
  test(`nothing for axe to find on the pages for strangers, ${locale}`, async ({ ana, browse, server }) => {
    const group = await groupOf('Weekend in Lisbon', [ana]);
    const stranger = await browse('Ben', 'phone', { viewport: { width: 320, height: 640 } });
    await speak(stranger, locale);
    const link = await inviteLink(ana, group);
    const paths = [server.setupLink, '/login', '/join#nonsense', link, '/gone', '/offline', '/nowhere'];
    await opens(stranger, paths);
  });

  test(`nothing for axe to find on the pages of chats, ${locale}`, async ({ ana, model }) => {
    const group = await groupOf('Weekend in Lisbon', [ana]);
    await model.next({ reply: { text: 'Take the **tram**:\n\n- one\n- two\n\n```js\nlet a = 1;\n```' } });
    await ana.write('Tulia, how do we get up there?');
    await expect(ana.answer).toContainText('Take the tram');
    await speak(ana, locale);
    await opens(ana, ['/', '/new', `/c/${group}`, '/search?q=tram', '/admin', '/admin/models']);
    await ana.page.setViewportSize({ width: 320, height: 640 });
    await opens(ana, ['/', `/c/${group}`, '/search', '/settings']);
  });

  test(`nothing for axe to find in the settings, ${locale}`, async ({ ana }) => {
    await speak(ana, locale);
    await opens(
      ana,
      SECTIONS.map((section) => `/settings/${section}`),
    );
  });
}

test('nothing for axe to find in any dialog', async ({ ana, browse }) => {
  test.setTimeout(240_000);
  const ben = await browse('Ben');
  await groupOf('Weekend in Lisbon', [ana, ben]);
  await ana.write('Who has the keys?');
  await expect(ana.message('Who has the keys?')).not.toHaveAccessibleName(/sending/);
  await ana.composer.press('ArrowUp');
  await ana.write('Who has the two keys?');
  const mine = ana.message('Who has the two keys?');
  await expect(mine.getByRole('button', { name: 'edited' })).toBeVisible();
  const { page } = ana;
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  const shut = async (where: string) => {
    await isFine(page, where);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };

  for (const entry of ['Forward', 'Earlier versions', 'Seen by']) {
    await ana.choose(mine, entry);
    await expect(dialog).toBeVisible();
    await shut(entry);
  }
  await mine.hover();
  await mine.getByRole('toolbar').getByRole('button', { name: 'More', exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  // A menu stands over the page and belongs to no landmark, as a dialog does; this rule knows dialogs alone.
  await isFine(page, 'menu of a message', ['region']);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Emoji' }).click();
  await expect(page.getByRole('dialog', { name: 'Emoji' })).toBeVisible();
  await shut('emoji');
  await ana.composer.pressSequentially('@');
  await expect(page.getByRole('listbox')).toBeVisible();
  await isFine(page, 'mentions');
  await ana.composer.fill('');

  await page.getByRole('button', { name: 'People, 3' }).click();
  await expect(page.getByRole('tab', { name: 'People' })).toBeVisible();
  for (const tab of ['People', 'Pinned', 'About']) {
    await page.getByRole('tab', { name: tab }).click();
    await isFine(page, tab);
  }
  await page.getByRole('button', { name: 'Leave group' }).click();
  await expect(dialog).toBeVisible();
  await shut('leave');
  await page.keyboard.press('Control+k');
  await expect(dialog).toBeVisible();
  await shut('palette');
  await page.goto('/new');
  await page.getByRole('main').getByRole('button', { name: 'New group' }).click();
  await expect(dialog).toBeVisible();
  await shut('new group');
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'Make a token' }).click();
  await expect(dialog).toBeVisible();
  await shut('token');
  await page.goto('/admin/models');
  await page.getByRole('button', { name: 'Connect a model server' }).click();
  await expect(dialog).toBeVisible();
  await shut('model server');
});
