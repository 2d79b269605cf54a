// For whoever sees little: 400 % zoom, text with more space, and the colours of the system (ui.md 3, 16).
import type { Page } from '@playwright/test';
import { illegible } from './legible.ts';
import { expect, groupOf, inviteLink, post, test, type Person } from './table.ts';

/** 1280 × 1024 at 400 %. */
const ZOOMED = { viewport: { width: 320, height: 256 }, reducedMotion: 'reduce' as const };
/** WCAG 1.4.12: whoever reads so loses nothing. */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }`;

const ANSWER =
  'Take the **tram** up to Graça:\n\n- one stop\n- two stops\n\n| When | What |\n| --- | --- |\n| 9:30 | Tram |';

async function isLegible(page: Page, where: string): Promise<void> {
  await expect(page.getByRole('heading').first()).toBeVisible();
  // What a pointer brings up is another matter.
  await page.mouse.move(0, 0);
  expect.soft(await illegible(page), where).toEqual([]);
}

/** A small table with an answer and a reaction. */
async function talk(
  ana: Person,
  ben: Person,
  model: { next: (script: { reply: { text: string } }) => Promise<void> },
) {
  const group = await groupOf('Weekend in Lisbon', [ana, ben]);
  await post(
    ben,
    group,
    'Supercalifragilisticexpialidocious, and then https://example.org/a/very/long/address/indeed',
  );
  await model.next({ reply: { text: ANSWER } });
  await ana.write('Tulia, how do we get up there?');
  await expect(ana.answer).toContainText('Take the tram');
  return group;
}

for (const [what, options] of [
  ['at 400 % zoom', ZOOMED],
  [
    'with text that is spaced out',
    { viewport: { width: 390, height: 844 }, bypassCSP: true, reducedMotion: 'reduce' as const },
  ],
] as const) {
  test(`nothing is cut off or covered ${what}`, async ({ ana, browse, model, server }) => {
    const ben = await browse('Ben', 'wide', options);
    const { page } = ben;
    if ('bypassCSP' in options) {
      await page.addInitScript((css) => {
        addEventListener('DOMContentLoaded', () => {
          document.head.append(Object.assign(document.createElement('style'), { textContent: css }));
        });
      }, SPACED);
    }
    const group = await talk(ana, ben, model);
    const stranger = await inviteLink(ana, group);

    await page.goto(`/c/${group}`);
    await expect(ben.answer).toContainText('Take the tram');
    await isLegible(page, 'the thread');
    await page.getByRole('button', { name: 'People, 3' }).click();
    await isLegible(page, 'people');
    await page.keyboard.press('Escape');
    for (const path of ['/', '/search?q=tram', '/settings', '/settings/account', '/settings/appearance']) {
      await page.goto(path);
      await isLegible(page, path);
    }
    await page.goto('about:blank');
    await ben.context.clearCookies();
    for (const path of [stranger, '/login', server.setupLink, '/gone']) {
      await page.goto(path);
      await isLegible(page, path);
    }
  });
}

/** Text that stands on a plate of its own colour: the system draws plates in the colour of the page. */
async function vanished(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('span'));
    probe.style.color = 'Canvas';
    const canvas = getComputedStyle(probe).color;
    probe.remove();
    return [...document.querySelectorAll('body *')]
      .filter((element) => {
        const hasText = [...element.childNodes].some(
          (node) => node.nodeType === 3 && node.textContent?.trim(),
        );
        const { color, forcedColorAdjust } = getComputedStyle(element) as CSSStyleDeclaration & {
          forcedColorAdjust: string;
        };
        return hasText && element.checkVisibility() && color === canvas && forcedColorAdjust !== 'none';
      })
      .map((element) => `${element.className}: ${element.textContent}`);
  });
}

/** Whether what has the focus, or the box around it, is outlined. */
async function isFocusShown(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    for (let one = document.activeElement, up = 0; one && up < 5; one = one.parentElement, up += 1) {
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) return true;
    }
    return false;
  });
}

test('in the colours of the system nothing vanishes, and the focus shows', async ({ ana, browse, model }) => {
  const ben = await browse('Ben', 'wide', { forcedColors: 'active' });
  const group = await talk(ana, ben, model);
  await groupOf('Choir', [ana, ben]);
  const { page } = ben;
  await ana.page.goto(`/c/${group}`);
  await ana.write('And back?');
  await expect(page.getByRole('link', { name: /Weekend in Lisbon.*unread/ })).toBeVisible();
  expect(await vanished(page)).toEqual([]);
  for (const stop of ['Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
    expect(await isFocusShown(page), await page.evaluate(() => document.activeElement?.className)).toBe(true);
    await page.keyboard.press(stop);
  }
  await page.goto(`/c/${group}`);
  for (const bubble of [ben.message('And back?'), ben.message('Supercali')]) {
    const edge = await bubble
      .getByRole('paragraph')
      .last()
      .evaluate((text) => parseFloat(getComputedStyle(text.closest('.bubble') ?? text).borderTopWidth));
    expect(edge, 'a bubble has an edge').toBeGreaterThanOrEqual(1);
  }
  expect(await vanished(page)).toEqual([]);
  await page.goto('/settings/account');
  await expect(page.getByRole('button', { name: 'Keep this account: set a password' })).toBeVisible();
  expect(await vanished(page)).toEqual([]);
});
