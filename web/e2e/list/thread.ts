/** The gallery's thread as the tests drive it. */
import type { Page } from '@playwright/test';

/** A place as `MessageList` takes it. */
type Place = { to: 'end' } | { to: 'row'; key: string; top: number | 'quarter' };

interface Handle {
  append: (amount: number) => void;
  answer: (text: string, busy?: boolean) => void;
  release: () => void;
  asked: () => number;
  isLoading: () => boolean;
  pinned: () => boolean;
  read: () => string[];
  inView: () => string[];
  count: () => number;
  go: (place: Place) => void;
  scrollToEnd: () => void;
  jumpTo: (key: string) => boolean;
  anchor: () => { key: string; offset: number } | null;
  remove: (key: string) => void;
}

declare global {
  interface Window {
    thread: Handle;
  }
}

/** Where the rows in view stand, in pixels below the top of the list. */
export type Tops = Readonly<Record<string, number>>;

/** Opens the thread with `query` and waits until it stands. */
export async function openThread(page: Page, gallery: string, query: string): Promise<void> {
  await page.goto(`${gallery}?only=MessageList&motion=reduce&${query}`);
  await page.waitForFunction(() => document.querySelector('.rows.settled') !== null);
  await frames(page, 3);
}

/** Waits for `count` frames to be painted. */
export async function frames(page: Page, count = 2): Promise<void> {
  await page.evaluate(async (left) => {
    for (let frame = 0; frame < left; frame += 1) await new Promise(requestAnimationFrame);
  }, count);
}

/** Where the rows in view stand. */
export async function tops(page: Page): Promise<Tops> {
  return page.evaluate(() => {
    const list = document.querySelector('[role="log"]')?.getBoundingClientRect() ?? new DOMRect();
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > list.top && top < list.bottom && row.parentElement?.style.visibility !== 'hidden';
    });
    return Object.fromEntries(
      rows.map((row) => [row.dataset['row'] ?? '', row.getBoundingClientRect().top - list.top]),
    );
  });
}

/** How far rows that are in both moved beyond `expected` pixels; the farthest. */
export function displacement(before: Tops, after: Tops, expected = 0): number {
  const moved = Object.keys(before)
    .filter((key) => key in after)
    .map((key) => Math.abs((after[key] ?? 0) - (before[key] ?? 0) - expected));
  if (moved.length === 0) throw new Error('No row is in both views.');
  return Math.max(...moved);
}

/** Turns the wheel over the list by `delta` pixels and waits until nothing moves. */
export async function wheel(page: Page, delta: number): Promise<void> {
  await page.mouse.wheel(0, delta);
  await page.evaluate(async () => {
    const list = document.querySelector('[role="log"]');
    for (let calm = 0, top = Number.NaN; calm < 3;) {
      await new Promise(requestAnimationFrame);
      calm = list?.scrollTop === top ? calm + 1 : 0;
      top = list?.scrollTop ?? 0;
    }
  });
}

/** Puts the mouse over the list. */
export async function pointAtList(page: Page): Promise<void> {
  const box = await page.getByRole('log').boundingBox();
  if (box === null) throw new Error('The list is not shown.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

/** Makes the processor `rate` times slower. */
export async function throttle(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

/** Pixels between what is in view and the end. */
export async function distance(page: Page): Promise<number> {
  return page.getByRole('log').evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight);
}

/** Notes layout shifts from the start of the next page on. */
export async function observeShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let score = 0;
    Object.assign(window, { shiftScore: () => score });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[]) {
        if (!entry.hadRecentInput) score += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** The sum of the layout shifts that {@link observeShifts} saw. */
export async function shiftScore(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { shiftScore: () => number }).shiftScore());
}
