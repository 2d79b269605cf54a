/** The emoji grid by keyboard and by mouse. */
import { expect, test } from '../list/gallery.ts';

test.beforeEach(async ({ page, gallery }) => {
  await page.goto(`${gallery}?only=EmojiGrid`);
  await expect(page.getByRole('gridcell', { name: 'grinning face', exact: true })).toBeVisible();
});

test('opens on the search field, and Enter inserts the best find', async ({ page }) => {
  const field = page.getByRole('searchbox', { name: 'Search emoji' });
  await expect(field).toBeFocused();
  await page.keyboard.type('pizza');
  await expect(page.getByRole('gridcell', { name: 'pizza', exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').first()).toHaveText('🍕');
  await field.fill('qqqq');
  await expect(page.getByText('No emoji found for “qqqq”').first()).toBeVisible();
});

test('roves in two dimensions and comes back to the field', async ({ page }) => {
  const cell = (index: number) => page.getByRole('gridcell').nth(index);
  await page.keyboard.press('ArrowDown');
  await expect(cell(0)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(cell(9)).toBeFocused();
  await page.keyboard.press('End');
  await expect(cell(15)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').first()).not.toBeEmpty();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  const field = page.getByRole('searchbox');
  await expect(field).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('cat');
  await expect(field).toHaveValue('cat');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Closed 1 times')).toBeVisible();
});

test('is mirrored from right to left', async ({ page, gallery }) => {
  await page.goto(`${gallery}?only=EmojiGrid&locale=ar-XB`);
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.getByRole('searchbox').press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('gridcell').nth(1)).toBeFocused();
});

test('remembers what was used and the skin tone', async ({ page }) => {
  await page.getByRole('tab', { name: 'People and body' }).click();
  await page.getByRole('radio', { name: 'Medium', exact: true }).check();
  await page.getByRole('gridcell', { name: 'waving hand', exact: true }).click();
  await expect(page.getByRole('status').first()).toHaveText('👋🏽');
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Recently used' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('gridcell', { name: 'waving hand', exact: true })).toHaveText('👋🏽');
  await expect(page.getByText('Quick: 👋🏽 👍 ❤️ 😂 🎉 😮')).toBeVisible();
});

test('groups are tabs', async ({ page }) => {
  const tabs = page.getByRole('tab');
  await tabs.nth(1).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'People and body' })).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'People and body' })).toBeVisible();
  await page.keyboard.press('End');
  await expect(page.getByRole('gridcell', { name: 'chequered flag', exact: true })).toBeVisible();
});
