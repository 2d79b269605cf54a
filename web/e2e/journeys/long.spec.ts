// Ten thousand messages with the real server: the thread opens at its end, and nothing moves under whoever reads (ui.md 9).
import { displacement, distance, pointAtList, tops, wheel } from '../list/thread.ts';
import { expect, groupOf, post, send, test, type Person } from './table.ts';

const MESSAGES = 10_000;
/** How many are on their way at once: the server writes those that wait together. */
const AT_ONCE = 32;
/** A message long before the others, with words that only it has. */
const FAR = 400;
const FAR_WORDS = 'the pomegranate tree';
/** A pixel, and what the binary fractions of a layout add to it. */
const PIXEL = 1.01;
const STEP = 500;
/** Turns of the wheel; a page of history is about eight of them high. */
const TURNS = 56;
const PAGES_MIN = 6;
const ROWS_MAX = 60;
const NODES_MAX = 2_500;

test.use({
  settings: { TERTULIA_POSTS_PER_TEN_SECONDS: '10000' },
});

/** Texts of one to twelve lines, so that no two pages are of the same height. */
function textOf(n: number): string {
  return n === FAR ? `We sat under ${FAR_WORDS}` : `Line ${n}${' and some more words'.repeat((n * 7) % 12)}`;
}

/** Writes as fast as the server takes it. Whoever writes chooses the ids, so the far one is known. */
async function fill(writers: readonly Person[], server: string, group: string, far: string): Promise<void> {
  let next = 0;
  const write = async (secret: string) => {
    while (next < MESSAGES) {
      next += 1;
      const n = next;
      const answer = await fetch(`${server}/api/v1/groups/${group}/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}` },
        body: JSON.stringify({ id: n === FAR ? far : crypto.randomUUID(), body: { text: textOf(n) } }),
      });
      if (!answer.ok) throw new Error(`message ${n}: ${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    }
  };
  const token = { name: 'fill', scope: 'write' };
  const tokens = await Promise.all(
    writers.map(({ context }) => send<{ secret: string }>(context.request, 'post', '/tokens', token)),
  );
  const each = Array.from({ length: AT_ONCE / writers.length });
  await Promise.all(tokens.flatMap(({ secret }) => each.map(() => write(secret))));
}

/** How much of the thread is in the document. */
async function sizeOf({ page }: Person): Promise<{ rows: number; nodes: number }> {
  return page.evaluate(() => ({
    rows: document.querySelectorAll('[data-row]').length,
    nodes: document.querySelectorAll('*').length,
  }));
}

test('ten thousand messages are read without a jump', async ({ ana, browse, server }) => {
  const ben = await browse('Ben', 'wide', { reducedMotion: 'reduce' });
  const group = await groupOf('Weekend in Lisbon', [ana, ben]);
  // Nobody watches while it is written.
  await ana.page.goto('about:blank');
  await ben.page.goto('about:blank');
  const far = crypto.randomUUID();
  const began = performance.now();
  // Two, because one alone is not let write so much at once.
  await fill([ana, ben], server.url, group, far);
  await post(ana, group, 'The last line');
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  test.info().annotations.push({ type: 'ten thousand messages written in', description: `${seconds} s` });

  const { page } = ben;
  let pages = 0;
  page.on('response', (response) => {
    if (/\/messages\?.*before=/.test(response.url())) pages += 1;
  });
  let [rows, nodes] = [0, 0];
  const measure = async () => {
    const size = await sizeOf(ben);
    [rows, nodes] = [Math.max(rows, size.rows), Math.max(nodes, size.nodes)];
  };
  const isAtEnd = () => expect.poll(() => distance(page)).toBeLessThanOrEqual(1);

  await test.step('it opens where reading stopped, and once all is read at the end', async () => {
    await page.goto(`/c/${group}`);
    await expect(page.getByText(/^[\d,]+ new messages$/)).toBeInViewport();
    await measure();
    await page.keyboard.press('Shift+Escape');
    const unread = () =>
      send<{ unread: { count: number } }>(ben.context.request, 'get', `/groups/${group}`).then(
        (view) => view.unread.count,
      );
    await expect.poll(unread).toBe(0);
    await page.reload();
    await expect(ben.message('The last line')).toBeInViewport();
    await isAtEnd();
    await measure();
  });

  await test.step('history loads above without moving what is read', async () => {
    await pointAtList(page);
    const height = () => page.getByRole('log').evaluate((list) => list.scrollTop);
    let farthest = 0;
    for (let turn = 0; turn < TURNS; turn += 1) {
      const before = await tops(page);
      await wheel(page, -STEP);
      const after = await tops(page);
      farthest = Math.max(farthest, displacement(before, after, STEP));
      // Reading on: what is asked for meanwhile lands above.
      await expect.poll(height).toBeGreaterThan(STEP);
      farthest = Math.max(farthest, displacement(after, await tops(page)));
      await measure();
    }
    expect(farthest).toBeLessThanOrEqual(PIXEL);
    expect(pages, 'pages of history').toBeGreaterThanOrEqual(PAGES_MIN);
  });

  await test.step('far away by search, and back to the latest', async () => {
    await page.keyboard.press('Control+f');
    const search = page.getByRole('search', { name: 'Search in Weekend in Lisbon' });
    await search.getByRole('searchbox').fill('pomegranate');
    await search.getByRole('list', { name: 'Messages found' }).getByRole('button').click();
    await expect(ben.message(FAR_WORDS)).toBeInViewport();
    await measure();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Go to the latest message/ }).click();
    await isAtEnd();
    await expect(ben.message(FAR_WORDS)).toHaveCount(0);
  });

  await test.step('far away by a link, and what is there stays', async () => {
    await page.goto(`/c/${group}/m/${far}`);
    await expect(ben.message(FAR_WORDS)).toBeInViewport();
    const before = await tops(page);
    await expect(ben.message(`Line ${FAR + 1}`).first()).toBeVisible();
    expect(displacement(before, await tops(page))).toBeLessThanOrEqual(PIXEL);
    await measure();
    await page.getByRole('button', { name: /^Go to the latest message/ }).click();
    await isAtEnd();
    await ben.write('And that was all');
    await expect(ben.message('And that was all')).toBeInViewport();
  });

  expect(rows, 'rows in the document').toBeLessThanOrEqual(ROWS_MAX);
  expect(nodes, 'nodes in the document').toBeLessThanOrEqual(NODES_MAX);
});
