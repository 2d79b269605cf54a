/** The scrolling contract: nothing moves under the reader. */
import { expect, test } from './gallery.ts';
import {
  distance,
  displacement,
  frames,
  observeShifts,
  openThread,
  pointAtList,
  shiftScore,
  throttle,
  tops,
  wheel,
} from './thread.ts';

/** A pixel, and what the binary fractions of a layout add to it. */
const PIXEL = 1.01;
const STEP = 400;
const MANY = 10_000;

test.describe('history that loads while scrolling up', () => {
  const TRIALS = 14;

  for (const rate of [1, 4]) {
    test(`moves nothing, ${String(TRIALS)} times at a processor ${String(rate)}× slower`, async ({
      page,
      gallery,
    }) => {
      test.setTimeout(300_000);
      await openThread(page, gallery, 'n=60&hold');
      await throttle(page, rate);
      await pointAtList(page);
      const landings: number[] = [];
      let farthest = 0;
      while (landings.length < TRIALS) {
        const before = await tops(page);
        const isLanding = await page.evaluate(() => {
          const { thread } = window;
          const isLoading = thread.isLoading();
          // The page lands while the reader scrolls on.
          if (isLoading) requestAnimationFrame(() => thread.release());
          return isLoading;
        });
        await wheel(page, -STEP);
        const moved = displacement(before, await tops(page), STEP);
        if (isLanding) landings.push(moved);
        farthest = Math.max(farthest, moved);
      }
      expect(Math.max(...landings), 'when history landed').toBeLessThanOrEqual(PIXEL);
      expect(farthest, 'while rows above were measured').toBeLessThanOrEqual(PIXEL);
    });
  }
});

test.describe('a reader who scrolled up', () => {
  test.beforeEach(async ({ page, gallery }) => {
    await openThread(page, gallery, 'n=400');
    await pointAtList(page);
    for (let turn = 0; turn < 4; turn += 1) await wheel(page, -STEP);
  });

  test('is not moved by messages that arrive', async ({ page }) => {
    const before = await tops(page);
    for (const amount of [1, 3, 20]) {
      await page.evaluate((count) => window.thread.append(count), amount);
      await frames(page, 3);
      expect(displacement(before, await tops(page))).toBe(0);
    }
    expect(await page.evaluate(() => window.thread.pinned())).toBe(false);
  });

  test('is not moved by an answer that grows', async ({ page }) => {
    const before = await tops(page);
    await stream(page, 40);
    expect(displacement(before, await tops(page))).toBe(0);
  });

  test('is not moved by a row that goes from above', async ({ page }) => {
    const before = await tops(page);
    const above = await page.evaluate(() => {
      const first = window.thread.inView()[0] ?? '';
      return `m${String(Number(first.slice(1)) - 1)}`;
    });
    await page.evaluate((key) => window.thread.remove(key), above);
    await frames(page, 3);
    expect(displacement(before, await tops(page))).toBeLessThanOrEqual(PIXEL);
  });

  test('is not moved by a composer that grows', async ({ page }) => {
    const before = await tops(page);
    await page.locator('.frame').evaluate((frame) => (frame.style.blockSize = '500px'));
    await frames(page, 3);
    expect(displacement(before, await tops(page))).toBe(0);
  });

  test('comes back to the same pixel', async ({ page }) => {
    const before = await tops(page);
    const anchor = await page.evaluate(() => window.thread.anchor());
    if (anchor === null) throw new Error('A reader who scrolled up has an anchor.');
    await page.evaluate(() => window.thread.scrollToEnd());
    await expect.poll(() => distance(page)).toBeLessThanOrEqual(1);
    await page.evaluate(({ key, offset }) => window.thread.go({ to: 'row', key, top: offset }), anchor);
    await expect.poll(async () => Object.keys(await tops(page))).toContain(anchor.key);
    expect(displacement(before, await tops(page))).toBeLessThanOrEqual(PIXEL);
  });
});

test.describe('a reader at the end', () => {
  test.beforeEach(async ({ page, gallery }) => {
    await openThread(page, gallery, 'n=400');
    await pointAtList(page);
  });

  test('follows messages, answers and a composer that grows', async ({ page }) => {
    expect(await distance(page)).toBeLessThanOrEqual(1);
    await page.evaluate(() => window.thread.append(3));
    await frames(page);
    expect(await distance(page)).toBeLessThanOrEqual(1);
    await page.locator('.frame').evaluate((frame) => (frame.style.blockSize = '400px'));
    await frames(page);
    expect(await distance(page)).toBeLessThanOrEqual(1);
    const farthest = await stream(page, 60);
    expect(farthest).toBeLessThanOrEqual(1);
    expect(await page.evaluate(() => window.thread.pinned())).toBe(true);
  });

  test('gets away from an answer by the slightest turn of the wheel', async ({ page }) => {
    const flow = stream(page, 60);
    await page.mouse.wheel(0, -2);
    await flow;
    expect(await page.evaluate(() => window.thread.pinned())).toBe(false);
    const before = await tops(page);
    await stream(page, 20);
    expect(displacement(before, await tops(page))).toBe(0);
  });

  test('follows again after scrolling down to it', async ({ page }) => {
    await wheel(page, -STEP);
    expect(await page.evaluate(() => window.thread.pinned())).toBe(false);
    await wheel(page, STEP);
    await expect.poll(() => page.evaluate(() => window.thread.pinned())).toBe(true);
  });
});

test.describe('a long thread', () => {
  test('opens at the first unread message, a quarter from the top', async ({ page, gallery }) => {
    await openThread(page, gallery, `n=${String(MANY)}&unread=9000`);
    const height = await page.getByRole('log').evaluate((list) => list.clientHeight);
    const before = await tops(page);
    expect(Math.abs((before['m9000'] ?? Infinity) - height / 4)).toBeLessThanOrEqual(PIXEL);
    await frames(page, 30);
    expect(displacement(before, await tops(page))).toBeLessThanOrEqual(PIXEL);
  });

  test('jumps far without showing anything on the way, and stays', async ({ page, gallery }) => {
    await openThread(page, gallery, `n=${String(MANY)}`);
    await page.evaluate(() => window.thread.jumpTo('m2500'));
    await expect.poll(async () => Object.keys(await tops(page))).toContain('m2500');
    await page.waitForSelector('.rows.settled');
    const before = await tops(page);
    await frames(page, 30);
    expect(displacement(before, await tops(page))).toBeLessThanOrEqual(PIXEL);
    expect(await page.evaluate(() => window.thread.pinned())).toBe(false);
  });

  test('keeps little in the document and shifts nothing', async ({ page, gallery }) => {
    await observeShifts(page);
    await openThread(page, gallery, `n=${String(MANY)}`);
    await pointAtList(page);
    let [rows, nodes] = [0, 0];
    for (let turn = 0; turn < 30; turn += 1) {
      await wheel(page, turn < 25 ? -STEP : STEP);
      const size = await page.evaluate(() => ({
        rows: document.querySelectorAll('[data-row]').length,
        nodes: document.querySelectorAll('*').length,
      }));
      [rows, nodes] = [Math.max(rows, size.rows), Math.max(nodes, size.nodes)];
    }
    await page.evaluate(() => window.thread.append(5));
    await stream(page, 30);
    expect(rows).toBeLessThanOrEqual(60);
    expect(nodes).toBeLessThanOrEqual(2_500);
    expect(await shiftScore(page)).toBeLessThanOrEqual(0.02);
  });
});

/**
 * Lets an answer grow for `count` frames and ends it. The farthest that the end was away when a frame was painted, in
 * pixels; a flush that takes longer than a frame at a quarter of the speed fails.
 */
async function stream(page: import('@playwright/test').Page, count: number): Promise<number> {
  const { farthest, costs } = await page.evaluate(async (total) => {
    const list = document.querySelector('[role="log"]');
    const words =
      '## Part\n\nThe **answer** goes on with `code` and a [link](https://example.org).\n\n- one\n- two\n\n';
    let farthest = 0;
    const costs: number[] = [];
    for (let frame = 1; frame <= total; frame += 1) {
      await new Promise(requestAnimationFrame);
      const start = performance.now();
      window.thread.answer(words.repeat(12).slice(0, frame * 16), frame < total);
      // Svelte draws in a microtask.
      await Promise.resolve();
      costs.push(performance.now() - start);
      // After the layout of this frame, and what it set off.
      await new Promise((resolve) => setTimeout(resolve));
      if (list !== null)
        farthest = Math.max(farthest, list.scrollHeight - list.scrollTop - list.clientHeight);
    }
    return { farthest, costs };
  }, count);
  costs.sort((a, b) => a - b);
  expect(costs[Math.floor(costs.length / 2)] ?? 0).toBeLessThan(16);
  return farthest;
}
