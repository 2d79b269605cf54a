/** The list by keyboard, and what it tells. */
import type { Page } from '@playwright/test';
import { expect, test } from './gallery.ts';
import { distance, frames, openThread, pointAtList, wheel } from './thread.ts';

/** The number of the message whose row has the focus. */
async function focused(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.tagName === 'ARTICLE'
      ? Number((activeElement as HTMLElement).dataset['row']?.slice(1))
      : Number.NaN;
  });
}

test.describe('by keyboard', () => {
  test.beforeEach(async ({ page, gallery }) => {
    await openThread(page, gallery, 'n=400');
    await page.getByRole('button', { name: 'Before' }).focus();
    await page.keyboard.press('Tab');
  });

  test('Tab reaches one row and leaves the list with the next press', async ({ page }) => {
    expect(await focused(page)).toBe(399);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe(399);
    await page.keyboard.press('Shift+Tab');
    await expect(page.getByRole('button', { name: 'Before' })).toBeFocused();
  });

  test('a row that took the focus stays in view while an answer grows', async ({ page }) => {
    await page.keyboard.press('ArrowUp');
    const row = await focused(page);
    for (let length = 1; length < 40; length += 1) {
      await page.evaluate((count) => window.thread.answer('word '.repeat(count * 20)), length);
      await frames(page, 1);
    }
    expect(await focused(page)).toBe(row);
    await expect(page.locator(`[data-row="m${String(row)}"]`)).toBeInViewport();
  });

  test('arrows go from row to row, and the row is in view', async ({ page }) => {
    for (let row = 398; row > 380; row -= 1) {
      await expect
        .poll(async () => {
          // A row taller than the list is read before the next one has its turn.
          if ((await focused(page)) !== row) await page.keyboard.press('ArrowUp');
          return focused(page);
        })
        .toBe(row);
      await expect(page.locator(`[data-row="m${String(row)}"]`)).toBeInViewport();
    }
    expect(await page.evaluate(() => window.thread.pinned())).toBe(false);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page)).toBe(382);
  });

  test('pages, Home and End', async ({ page }) => {
    await page.keyboard.press('PageUp');
    await frames(page);
    const paged = await focused(page);
    expect(paged).toBeLessThan(399);
    await expect(page.locator(`[data-row="m${String(paged)}"]`)).toBeInViewport();
    await page.keyboard.press('PageUp');
    await expect.poll(() => focused(page)).toBeLessThan(paged);
    await page.keyboard.press('Home');
    // The first that is loaded: history that is near it loads at once, above.
    await expect.poll(() => focused(page)).toBe(0);
    await page.keyboard.press('End');
    await expect.poll(() => focused(page)).toBe(399);
    await expect.poll(() => distance(page)).toBeLessThanOrEqual(1);
    expect(await page.evaluate(() => window.thread.pinned())).toBe(true);
  });

  test('Enter goes in to the controls of a row, Escape comes back', async ({ page }) => {
    const row = page.locator('[data-row="m399"]');
    const last = row.getByRole('button', { name: 'React' });
    for (const key of ['Enter', 'ArrowRight']) {
      await page.keyboard.press(key);
      await expect(row).not.toBeFocused();
      await expect(row.locator(':focus')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(row).toBeFocused();
    }
    await page.keyboard.press('Enter');
    for (
      let control = 0;
      control < 20 && !(await last.evaluate((button) => button === document.activeElement));
      control += 1
    ) {
      await page.keyboard.press('Tab');
    }
    await expect(last).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  });

  test('the focus of a row that goes moves to the next one', async ({ page }) => {
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    const row = await focused(page);
    await page.evaluate((key) => window.thread.remove(key), `m${String(row)}`);
    await expect.poll(() => focused(page)).toBe(row + 1);
  });

  test('the focused row stays in the document however far one scrolls', async ({ page }) => {
    await pointAtList(page);
    for (let turn = 0; turn < 20; turn += 1) await wheel(page, -400);
    expect(await focused(page)).toBe(399);
  });
});

test('Tab reaches the latest message of a thread that is followed', async ({ page, gallery }) => {
  await openThread(page, gallery, 'n=100');
  await page.evaluate(() => window.thread.append(2));
  await frames(page, 3);
  await page.getByRole('button', { name: 'Before' }).focus();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe(101);
});

test('the list is a log that is not live, and rows say who and when', async ({ page, gallery }) => {
  await openThread(page, gallery, 'n=100');
  const list = page.getByRole('log', { name: 'Messages in Weekend in Lisbon' });
  await expect(list).toHaveAttribute('aria-live', 'off');
  await expect(list.getByRole('article').last()).toHaveAccessibleName(/, 99$/);
  await page.evaluate(() => window.thread.answer('half', true));
  await expect(list.getByRole('article').last()).toHaveAttribute('aria-busy', 'true');
  await page.evaluate(() => window.thread.answer('half and whole', false));
  await expect(list.getByRole('article').last()).not.toHaveAttribute('aria-busy');
});

test('messages are read after a second in view, and not when they scroll by', async ({ page, gallery }) => {
  await openThread(page, gallery, 'n=400');
  await expect.poll(() => page.evaluate(() => window.thread.read())).toContain('m399');
  const first = await page.evaluate(() => window.thread.inView());
  const read = await page.evaluate(() => window.thread.read());
  expect(first).toEqual(expect.arrayContaining(read));
  await pointAtList(page);
  for (let turn = 0; turn < 12; turn += 1) await wheel(page, -400);
  await expect.poll(() => page.evaluate(() => window.thread.read().length)).toBeGreaterThan(read.length);
  const all = await page.evaluate(() => window.thread.read());
  // What is between the two places that were looked at went by unread.
  expect(all).not.toContain('m390');
});

test('history that is asked for is asked for once until it comes', async ({ page, gallery }) => {
  await openThread(page, gallery, 'n=20&hold');
  await pointAtList(page);
  for (let turn = 0; turn < 6; turn += 1) await wheel(page, -400);
  expect(await page.evaluate(() => window.thread.asked())).toBe(1);
  await page.evaluate(() => window.thread.release());
  await frames(page);
  expect(await page.evaluate(() => window.thread.count())).toBe(70);
});
