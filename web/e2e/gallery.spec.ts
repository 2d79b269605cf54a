// Every component of the gallery, under the policy of the server: axe finds nothing, nothing overflows, nothing is
// reported to the console; and the widgets that need layout work by keyboard.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

let faults: string[];

test.beforeEach(({ page }) => {
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
});
test.afterEach(() => expect(faults).toEqual([]));

async function open(page: Page, query: Record<string, string> = {}) {
  await page.goto(`/gallery.html?${new URLSearchParams(query)}`);
  const name = query['only'] ?? 'Gallery';
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
}

/** What a document may have once, and the gallery shows with every page; the journeys look at each page alone. */
const ONCE = ['landmark-main-is-top-level', 'landmark-no-duplicate-main', 'landmark-unique'];

for (const theme of ['light', 'dark']) {
  for (const locale of ['en', 'en-XA', 'ar-XB']) {
    test(`nothing for axe to find: ${theme}, ${locale}`, async ({ page }) => {
      // Everything that there is, at once.
      test.slow();
      await open(page, { theme, locale });
      // axe runs in an isolated world, so the page's policy stays in force.
      const { violations } = await new AxeBuilder({ page }).disableRules(ONCE).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
    });
  }
}

for (const width of [320, 390, 768, 1280, 1920]) {
  test(`nothing overflows at ${width} px`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 800 });
    for (const locale of ['en-XA', 'ar-XB']) {
      await open(page, { locale, text: 'xl' });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
    }
  });
}

test('tabs: arrows choose, Home and End go to the ends', async ({ page }) => {
  await open(page, { only: 'Tabs' });
  await page.getByRole('tab', { name: 'People' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Pinned' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('End');
  await expect(page.getByRole('tabpanel')).toHaveText('The panel of “about”.');
  await page.keyboard.press('Home');
  await expect(page.getByRole('tab', { name: 'People' })).toBeFocused();
});

for (const [locale, inwards] of [
  ['en', 'ArrowRight'],
  ['ar-XB', 'ArrowLeft'],
] as const) {
  test(`menu: a submenu opens in reading direction (${locale})`, async ({ page }) => {
    await open(page, { only: 'Menu', locale });
    const button = page.getByRole('button', { name: 'Message actions' });
    await button.focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(page.getByRole('menuitem', { name: 'Delete for everyone' })).toBeFocused();
    await page.keyboard.type('mu');
    await expect(page.getByRole('menuitem', { name: 'Mute' })).toBeFocused();
    await page.keyboard.press(inwards);
    await expect(page.getByRole('menuitem', { name: 'For 1 hour' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(button).toBeFocused();
    await expect(button).toHaveAttribute('aria-expanded', 'false');
  });
}

test('menu: its button closes it again, and right click opens one at the pointer', async ({ page }) => {
  await open(page, { only: 'Menu' });
  const button = page.getByRole('button', { name: 'Message actions' });
  await button.click();
  await expect(page.getByRole('menu')).toBeVisible();
  await button.click();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.getByText('Weekend in Lisbon').click({ button: 'right' });
  await expect(page.getByRole('menu', { name: 'Group menu' })).toBeVisible();
});

for (const name of ['Dialog', 'Sheet', 'Drawer', 'Popover', 'Confirm']) {
  test(`${name}: keeps the focus inside, closes on Esc and gives it back`, async ({ page }) => {
    await open(page, { only: 'Overlays' });
    const button = page.getByRole('button', { name, exact: true });
    await button.click();
    const dialog = page.locator('[role=dialog], [role=alertdialog]');
    await expect(dialog).toBeVisible();
    if (name !== 'Popover') {
      for (let presses = 0; presses < 6; presses += 1) {
        await page.keyboard.press('Tab');
        expect(await dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true);
      }
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(button).toBeFocused();
  });
}

test('tooltip: shows for the keyboard, stays out of the way of Esc, and says why something cannot be used', async ({
  page,
}) => {
  await open(page, { only: 'Button' });
  const button = page.getByRole('button', { name: 'Ask Tulia' });
  await page.getByRole('button', { name: 'Test connection' }).focus();
  await page.keyboard.press('Tab');
  await expect(button).toBeFocused();
  await expect(page.getByRole('tooltip')).toHaveText('You’re offline: answers need a connection.');
  await expect(button).toHaveAccessibleDescription('You’re offline: answers need a connection.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
});

test('on a phone a menu is a sheet for thumbs', async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await open(page, { only: 'Menu' });
  await page.getByRole('button', { name: 'Message actions' }).tap();
  const sheet = page.getByRole('dialog', { name: 'Message actions' });
  for (const entry of await sheet.getByRole('button').all()) {
    expect((await entry.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  await sheet.getByRole('button', { name: 'Mute' }).tap();
  await expect(page.getByRole('button', { name: 'For 8 hours' })).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).tap();
  await sheet.getByRole('button', { name: 'Edit' }).tap();
  await expect(sheet).toHaveCount(0);
  await expect(page.getByText('Edit was chosen.').first()).toBeAttached();
  await context.close();
});
