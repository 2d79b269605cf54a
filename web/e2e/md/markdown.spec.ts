/** What messages become in a real browser, under the headers of the server. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../list/gallery.ts';

test('hostile text loads nothing and leads nowhere', async ({ page, gallery }) => {
  // `complaints` fails on any request to another host and on any violation of the policy.
  await page.goto(`${gallery}?only=Markdown`);
  await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  expect(await page.locator('.md img, .md iframe, .md script').count()).toBe(0);
  const links = await page
    .locator('.md a')
    .evaluateAll((all) =>
      all.map((link) => ({ href: (link as HTMLAnchorElement).href, rel: (link as HTMLAnchorElement).rel })),
    );
  expect(links.length).toBeGreaterThan(3);
  for (const { href, rel } of links) {
    expect(href).toMatch(/^https:/);
    expect(rel).toBe('noopener noreferrer nofollow ugc');
  }
  await expect(page.getByText('(evil.example)')).toBeVisible();
  await expect(page.getByText('(xn--pple-43d.com)')).toBeVisible();
  await expect(page.getByText('(tracker.example)')).toBeVisible();
});

test('code gets its colours and keeps its height', async ({ page, gallery }) => {
  await page.route('**/*colour*', async (route) => {
    await page.waitForFunction(() => 'colourless' in window);
    await route.continue();
  });
  await page.goto(`${gallery}?only=Markdown`);
  const code = page.getByRole('group', { name: 'Code in python, 11 lines' });
  const before = await code.boundingBox();
  expect(await code.locator('span').count()).toBe(0);
  await page.evaluate(() => Object.assign(window, { colourless: true }));
  await expect(code.locator('.keyword').first()).toHaveText('import');
  expect((await code.boundingBox())?.height).toBe(before?.height);
  expect(await code.locator('code').textContent()).toContain('class Trip:');
});

test('formulas are drawn with MathML, and what is none stays as written', async ({ page, gallery }) => {
  await page.goto(`${gallery}?only=Markdown`);
  await expect(page.locator('math').first()).toBeAttached();
  expect(await page.locator('math').count()).toBe(4);
  await expect(page.getByText('Not math: $5 and $10.')).toBeVisible();
  await expect(page.getByText('\\nonsense{x}')).toBeVisible();
});

for (const look of ['theme=light', 'theme=dark', 'theme=light&locale=ar-XB', 'theme=dark&locale=en-XA']) {
  for (const section of ['Markdown', 'MessageList', 'EmojiGrid']) {
    test(`${section} has no accessibility fault (${look})`, async ({ page, gallery }) => {
      await page.goto(`${gallery}?only=${section}&${look}`);
      // Only then is there something to look at, and something that may still settle.
      await expect(page.getByRole('heading', { level: 1, name: section, exact: true })).toBeVisible();
      await page.waitForFunction(() => document.querySelector('.rows:not(.settled)') === null);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join('; ')}`),
      ).toEqual([]);
    });
  }
}
