// What a browser keeps: the app and the last thread without a connection, and what is being written over an update.
import { Proxy } from './proxy.ts';
import { expect, groupOf, test, type Person } from './table.ts';

/** Opens the page anew until the copy of the app in this browser is what serves it. */
async function keptBy(person: Person): Promise<void> {
  await person.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await person.page.reload();
  await expect
    .poll(() => person.page.evaluate(() => navigator.serviceWorker.controller !== null), { timeout: 20_000 })
    .toBe(true);
}

/** Waits until this browser holds a copy of what the person reads. */
async function copiedBy(person: Person, text: string): Promise<void> {
  const copies = () =>
    person.page.evaluate(async () => {
      const opening = indexedDB.open('tertulia');
      await new Promise((done) => (opening.onsuccess = done));
      const reading = opening.result.transaction('groups').objectStore('groups').getAll();
      await new Promise((done) => (reading.onsuccess = done));
      opening.result.close();
      return JSON.stringify(reading.result);
    });
  await expect.poll(copies, { timeout: 20_000 }).toContain(text);
}

test('the app starts without a connection, shows the last thread and takes what is written', async ({
  ana,
  browse,
}) => {
  const ben = await browse('Ben');
  await groupOf('Weekend in Lisbon', [ana, ben]);
  await ana.write('Who has the keys?');
  await expect(ben.message('Who has the keys?')).toBeVisible();
  await keptBy(ben);
  await expect(ben.message('Who has the keys?')).toBeVisible();
  await copiedBy(ben, 'Who has the keys?');

  ben.expectsTrouble = true;
  await ben.context.setOffline(true);
  await ben.page.reload();
  await expect(ben.message('Who has the keys?')).toBeVisible();
  await expect(ben.page.getByText('You’re offline. Messages are sent when you’re back.')).toBeVisible();
  await ben.write('I do');
  await expect(ben.message('I do')).toHaveAccessibleName(/sending/);
  // From the start page as well, and what was written is still there.
  await ben.page.goto('/');
  await ben.page
    .getByRole('link', { name: /Weekend in Lisbon/ })
    .first()
    .click();
  await expect(ben.message('I do')).toBeVisible();

  await ben.context.setOffline(false);
  await expect(ana.message('I do')).toBeVisible();
  await expect(ben.message('I do')).not.toHaveAccessibleName(/sending/);
});

test('a newer version waits to be asked for, and takes nothing that is being written', async ({
  ana,
  server,
  browse,
}) => {
  const proxy = await Proxy.before(server.url);
  try {
    const ben = await browse('Ben', 'wide', { baseURL: proxy.url });
    await groupOf('Weekend in Lisbon', [ana, ben]);
    await keptBy(ben);
    await expect(ben.composer).toBeVisible();
    await ben.composer.fill('Half a tho');
    const pill = ben.page.getByRole('status').filter({ hasText: 'Update ready' });
    await expect(pill).toHaveCount(0);

    ben.expectsTrouble = true;
    proxy.release();
    proxy.cut();
    await expect(pill).toBeVisible({ timeout: 30_000 });
    await ben.composer.pressSequentially('ught');
    await expect(ben.composer).toHaveValue('Half a thought');
    await pill.getByRole('button', { name: 'Reload' }).click();
    await expect(pill).toHaveCount(0);
    await expect(ben.composer).toHaveValue('Half a thought');
    const caches = await ben.page.evaluate(() => globalThis.caches.keys());
    expect(caches).toEqual([expect.stringMatching(/^tertulia-1-/)]);
    await ben.send();
    await expect(ana.message('Half a thought')).toBeVisible();
  } finally {
    await proxy.close();
  }
});
