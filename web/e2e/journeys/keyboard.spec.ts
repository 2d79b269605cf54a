// Everything by keyboard, from the sign-in on; the pointer is never used (ui.md 10).
import type { Locator } from '@playwright/test';
import { expect, groupOf, PASSWORD, test, type Person } from './table.ts';

/** More Tab stops than any way here has. */
const STOPS_MAX = 25;

/** Presses Tab until `goal` has the focus. */
async function tabTo({ page }: Person, goal: Locator, key = 'Tab'): Promise<void> {
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(goal, `not reached by ${STOPS_MAX} presses of ${key}`).toBeFocused();
}

/** Counts what a pointer does in a page; nothing may. */
async function watchPointer({ page }: Person): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const count = () =>
      sessionStorage.setItem('pointer', String(Number(sessionStorage.getItem('pointer')) + 1));
    for (const type of ['pointerdown', 'pointermove', 'wheel', 'touchstart']) {
      addEventListener(type, count, { capture: true, passive: true });
    }
  });
  return () => page.evaluate(() => Number(sessionStorage.getItem('pointer')));
}

test('from the sign-in to a reply, a reaction and another chat', async ({ ana: admin, browse }) => {
  const ben = await browse('Ben');
  await groupOf('Choir', [admin, ben]);
  await groupOf('Weekend in Lisbon', [admin, ben]);
  const ana = await browse('Ana');
  const pointed = await watchPointer(ana);
  const { page } = ana;
  const { keyboard } = page;

  await test.step('sign in', async () => {
    await page.goto('/login');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await tabTo(ana, page.getByRole('textbox', { name: 'Username' }));
    await keyboard.type('ana');
    await tabTo(ana, page.getByLabel('Password', { exact: true }));
    await keyboard.type(PASSWORD);
    await keyboard.press('Enter');
    // The chat that was last is open, and one can write at once.
    await expect(page.getByRole('heading', { name: 'Weekend in Lisbon', level: 1 })).toBeVisible();
    await expect(ana.composer).toBeFocused();
  });

  await test.step('write', async () => {
    await keyboard.type('The first line');
    await keyboard.press('Shift+Enter');
    await keyboard.type('and the second');
    await keyboard.press('Enter');
    await expect(ben.message('The first line')).toContainText('and the second');
    await expect(ana.composer).toBeFocused();
    for (const text of ['Who brings bread?', 'I bring [cheese](https://example.org/cheese)', 'And wine?']) {
      await ben.write(text);
    }
    await expect(ana.message('And wine?')).toBeVisible();
  });

  await test.step('go through the messages', async () => {
    await tabTo(ana, ana.message('And wine?'), 'Shift+Tab');
    await keyboard.press('ArrowUp');
    await expect(ana.message('cheese')).toBeFocused();
    await keyboard.press('ArrowUp');
    await expect(ana.message('Who brings bread?')).toBeFocused();
    await keyboard.press('End');
    await expect(ana.message('And wine?')).toBeFocused();
    await keyboard.press('Home');
    await expect(ana.message('The first line')).toBeFocused();
    await keyboard.press('ArrowDown');
    await expect(ana.message('Who brings bread?')).toBeFocused();
  });

  await test.step('reply', async () => {
    await keyboard.press('r');
    await expect(page.getByText('Replying to Ben')).toBeVisible();
    await expect(ana.composer).toBeFocused();
    await keyboard.press('Escape');
    await expect(page.getByText('Replying to Ben')).toHaveCount(0);
    await tabTo(ana, ana.message('Who brings bread?'), 'Shift+Tab');
    await keyboard.press('r');
    await keyboard.type('I do');
    await keyboard.press('Enter');
    await expect(ben.message('I do')).toHaveAccessibleName(/replying to Ben/);
  });

  await test.step('react', async () => {
    await keyboard.press('Shift+Tab');
    await keyboard.press('End');
    await expect(ana.message('I do')).toBeFocused();
    await keyboard.press('ArrowUp');
    await expect(ana.message('And wine?')).toBeFocused();
    await keyboard.press('+');
    const few = page.getByRole('group', { name: 'React' });
    await expect(few.getByRole('button').first()).toBeFocused();
    await keyboard.press('Enter');
    await expect(few).toHaveCount(0);
    await expect(ana.message('And wine?')).toBeFocused();
    await expect(ben.message('And wine?').getByRole('button', { name: /^👍 1/ })).toBeVisible();
  });

  await test.step('the menu of a message, and its controls', async () => {
    await keyboard.press('Shift+F10');
    const menu = page.getByRole('menu', { name: 'More' });
    await expect(menu.getByRole('menuitem').first()).toBeFocused();
    await keyboard.press('ArrowDown');
    await expect(menu.getByRole('menuitem').nth(1)).toBeFocused();
    await keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
    await expect(ana.message('And wine?')).toBeFocused();
    await keyboard.press('Shift+F10');
    await expect(menu.getByRole('menuitem').first()).toBeFocused();
    await keyboard.type('pin');
    await keyboard.press('Enter');
    await expect(ben.page.getByText('Ana pinned a message')).toBeVisible();
    await expect(ana.message('And wine?')).toBeFocused();
    await keyboard.press('Enter');
    await expect(ana.message('And wine?').getByRole('button').first()).toBeFocused();
    await keyboard.press('Escape');
    await expect(ana.message('And wine?')).toBeFocused();
    await keyboard.press('ArrowUp');
    await keyboard.press('Enter');
    await expect(ana.message('cheese').getByRole('link', { name: 'cheese' })).toBeFocused();
    await keyboard.press('Escape');
    await expect(ana.message('cheese')).toBeFocused();
  });

  await test.step('delete, and take it back from the notes', async () => {
    await keyboard.press('Home');
    await expect(ana.message('The first line')).toBeFocused();
    await keyboard.press('Delete');
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    const undo = page.getByRole('button', { name: 'Undo' });
    for (
      let press = 0;
      press < 6 && !(await undo.evaluate((one) => one === document.activeElement));
      press += 1
    ) {
      await keyboard.press('F6');
    }
    await expect(undo).toBeFocused();
    await keyboard.press('Enter');
    await expect(ana.message('The first line')).toBeVisible();
    await expect(ben.message('The first line')).toBeVisible();
  });

  await test.step('F6 goes around the parts of the page, Shift+F6 back', async () => {
    const parts = [
      page.getByRole('navigation', { name: 'Chats' }),
      page.getByRole('main').getByRole('button', { name: /^Weekend in Lisbon/ }),
      ana.thread,
      page.getByRole('region', { name: 'Write' }),
    ];
    const here = async (part: Locator) =>
      part.evaluate(
        (element) => element === document.activeElement || element.contains(document.activeElement),
      );
    const order: number[] = [];
    for (let press = 0; press < 2 * parts.length; press += 1) {
      await keyboard.press('F6');
      const at = await Promise.all(parts.map(here));
      order.push(at.indexOf(true));
    }
    const first = order[0] ?? -1;
    expect(order).toEqual(order.map((_, press) => (first + press) % parts.length));
    await keyboard.press('Shift+F6');
    const back = await Promise.all(parts.map(here));
    expect(back.indexOf(true)).toBe(((order.at(-1) ?? 0) + parts.length - 1) % parts.length);
  });

  await test.step('skip links', async () => {
    await page.reload();
    await expect(ana.composer).toBeFocused();
    const skip = page.getByRole('button', { name: 'Skip to messages' });
    await tabTo(ana, skip, 'Shift+Tab');
    await keyboard.press('Enter');
    await expect(ana.message('I do')).toBeFocused();
  });

  await test.step('search in the chat', async () => {
    await keyboard.press('Control+f');
    await expect(page.getByRole('searchbox')).toBeFocused();
    await keyboard.type('bread');
    await expect(page.getByRole('list', { name: 'Messages found' })).toBeVisible();
    await keyboard.press('Enter');
    await expect(ana.message('Who brings bread?').first()).toBeInViewport();
    await keyboard.press('Escape');
    await expect(page.getByRole('searchbox')).toHaveCount(0);
    // Where it was before is far away now.
    await expect(ana.composer).toBeFocused();
  });

  await test.step('another chat by its name, and by its place', async () => {
    await keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Switch chat or run a command' });
    await expect(palette.getByRole('combobox')).toBeFocused();
    await keyboard.press('Escape');
    await expect(palette).toHaveCount(0);
    await keyboard.press('Control+k');
    await keyboard.type('choi');
    await expect(palette.getByRole('option', { name: /Choir/ })).toBeVisible();
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Choir', level: 1 })).toBeVisible();
    await expect(ana.composer).toBeFocused();
    await keyboard.press('Alt+ArrowUp');
    await expect(page.getByRole('heading', { name: 'Weekend in Lisbon', level: 1 })).toBeVisible();
    await expect(ana.composer).toBeFocused();
  });

  await test.step('the list of all keys', async () => {
    await keyboard.press('Control+/');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(sheet).toBeVisible();
    await keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await expect(ana.composer).toBeFocused();
  });
  expect(await pointed(), 'the pointer was not used').toBe(0);
});
