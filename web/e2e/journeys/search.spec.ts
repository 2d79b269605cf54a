// Searching in the scripts of the world: two characters are enough, and a hit opens the thread around its message (MSG-6).
import { expect, groupOf, post, test } from './table.ts';

// More talk than one page of the thread holds lies over what is looked for.
test.use({ settings: { TERTULIA_POSTS_PER_TEN_SECONDS: '1000' } });
const TALK = 120;

const SCRIPTS = [
  { script: 'Latin', says: 'See you at the bakery', two: 'ba' },
  { script: 'Chinese', says: '明天去图书馆吧', two: '图书' },
  { script: 'Japanese', says: '来週京都へ行きます', two: '京都' },
  { script: 'Korean', says: '내일 도서관에서 만나요', two: '서관' },
  { script: 'Arabic', says: 'نلتقي غداً في المكتبة', two: 'نل' },
];

test('two characters find their message in every script, in a group and over all', async ({ ana }) => {
  const group = await groupOf('Weekend in Lisbon', [ana]);
  for (const { says } of SCRIPTS) await post(ana, group, says);
  for (let done = 0; done < TALK; done += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, n) => post(ana, group, `Line ${done + n}`)));
  }
  await post(ana, group, 'The last word');
  const { page } = ana;
  const newest = ana.message('The last word');

  await test.step('in the group', async () => {
    // What is found far above was not loaded before.
    await page.reload();
    await expect(newest).toBeInViewport();
    for (const { says } of SCRIPTS) await expect(ana.message(says)).toHaveCount(0);
    await page.getByRole('button', { name: 'Search in this chat' }).click();
    const search = page.getByRole('search', { name: 'Search in Weekend in Lisbon' });
    const field = search.getByRole('searchbox');
    for (const { script, says, two } of SCRIPTS) {
      await test.step(script, async () => {
        await field.fill(two);
        const found = search.getByRole('list', { name: 'Messages found' }).getByRole('button');
        await expect(search.getByRole('status').filter({ hasText: '1 message' })).toBeVisible();
        await expect(found).toHaveCount(1);
        await expect(found).toContainText(says);
        await found.click();
        await expect(ana.message(says)).toBeInViewport();
        await expect(newest).not.toBeInViewport();
        await search.getByRole('button', { name: 'Show the list' }).click();
      });
    }
    await field.press('Escape');
    await expect(search).toHaveCount(0);
    await page.getByRole('button', { name: 'Back to where I was' }).click();
  });

  await test.step('over all groups', async () => {
    await groupOf('Choir', [ana]);
    for (const { script, says, two } of SCRIPTS) {
      await test.step(script, async () => {
        await page.getByRole('link', { name: 'Search', exact: true }).click();
        await page.getByRole('searchbox', { name: 'Search all your groups' }).fill(two);
        const found = page.getByRole('list', { name: 'Messages found' }).getByRole('link');
        await expect(page.getByText('1 message', { exact: true })).toBeVisible();
        await expect(found).toContainText(says);
        await expect(found).toContainText('in Weekend in Lisbon');
        await found.click();
        await expect(page).toHaveURL(/\/c\/[^/]+\/m\//);
        await expect(ana.message(says)).toBeInViewport();
        await expect(newest).not.toBeInViewport();
      });
    }
  });
});
