// What one does with what was said: forward it, point to it, stop an answer and have it go on.
import { expect, groupOf, send, test } from './table.ts';

/** What was measured of *Stop* is told; that it happens at all is what is asked for (see docs/quality). */
const STOP_MAX_MS = 3_000;

test('a message is forwarded to another group, and stands there by itself', async ({ ana, browse }) => {
  const ben = await browse('Ben');
  const cleo = await browse('Cleo', 'phone');
  const choir = await groupOf('Choir', [ana, cleo]);
  await groupOf('Weekend in Lisbon', [ana, ben]);
  await ben.write('The train leaves at **nine**');
  await ana.choose(ana.message('The train leaves'), 'Forward');
  const dialog = ana.page.getByRole('dialog', { name: 'Forward to' });
  await expect(dialog.getByRole('button', { name: 'Forward' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'Choir' }).check();
  await dialog.getByRole('button', { name: 'Forward' }).click();
  await expect(ana.note).toContainText('Forwarded to 1 group');

  await expect(cleo.message('The train leaves at nine')).toContainText('Forwarded');
  await ana.page.getByRole('link', { name: /Choir/ }).click();
  const copy = ana.message('The train leaves at nine');
  await expect(copy).toContainText('Forwarded');
  // Ben is not in the choir: his words came without him.
  await expect(cleo.message('The train leaves')).toHaveAccessibleName(/^Ana/);
  // What happens to the one does not happen to the other.
  await ben.choose(ben.message('The train leaves'), 'Delete');
  await ben.page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(ben.message('You deleted this message')).toBeVisible();
  await expect(cleo.message('The train leaves at nine')).toBeVisible();
  const { messages } = await send<{ messages: { forwarded: unknown }[] }>(
    cleo.context.request,
    'get',
    `/groups/${choir}/messages?limit=10`,
  );
  expect(messages.filter(({ forwarded }) => forwarded)).toHaveLength(1);
});

test('the link of a message opens the thread around it, for members', async ({ ana, browse }) => {
  const ben = await browse('Ben');
  const stranger = await browse('Dora');
  await groupOf('Choir', [ana]);
  const group = await groupOf('Weekend in Lisbon', [ana, ben]);
  await ana.write('We meet at the fountain');
  for (let line = 1; line <= 25; line += 1) {
    await send(ana.context.request, 'post', `/groups/${group}/messages`, {
      id: crypto.randomUUID(),
      body: { text: `Line ${line}` },
    });
  }
  await expect(ana.message('Line 25')).toBeInViewport();
  await expect(ana.message('fountain')).not.toBeInViewport();

  await ana.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ana.choose(ana.message('fountain'), 'Copy link');
  await expect(ana.note).toContainText('Copied');
  const link = await ana.page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).pathname).toMatch(new RegExp(`^/c/${group}/m/[0-9a-f-]+$`));

  await ben.page.goto(link);
  await expect(ben.message('fountain')).toBeInViewport();
  await ben.page.getByRole('button', { name: 'Go to the latest message' }).click();
  await expect(ben.message('Line 25')).toBeInViewport();
  await expect(ben.message('fountain')).not.toBeInViewport();

  // Whoever is not in the group learns nothing from the link.
  await stranger.page.goto(link);
  await expect(stranger.page).toHaveURL(/\/login\?next=/);
  await expect(stranger.page.getByText('Lisbon')).toHaveCount(0);
});

test('a stopped answer goes on where it was stopped', async ({ ana, browse, model }) => {
  const ben = await browse('Ben', 'phone');
  await groupOf('Weekend in Lisbon', [ana, ben]);
  await model.nextGated('one two three four five six');
  await ana.write('Tulia, count for us');
  await model.release(3);
  for (const { answer } of [ana, ben]) await expect(answer).toContainText('one two three');
  // Escape in an empty field is as good as the button.
  await ana.composer.press('Escape');
  await expect(ana.answer).toContainText('You stopped this answer.');
  await expect(ben.answer).toContainText('Stopped by Ana.');

  await model.next({ reply: { text: 'four five six' } });
  await ben.answer.getByRole('button', { name: 'Continue' }).click();
  for (const person of [ana, ben]) {
    await expect(person.answer).toContainText('four five six');
    await expect(person.answer).not.toHaveAttribute('aria-busy', 'true');
    await expect(person.message(/one two three/)).toBeVisible();
  }
});

test('Stop by one is seen by all, and closes the way to the model', async ({ ana, browse, model }) => {
  const ben = await browse('Ben');
  const cleo = await browse('Cleo', 'phone');
  await groupOf('Weekend in Lisbon', [ana, ben, cleo]);
  await model.nextGated('alpha beta gamma delta epsilon');
  await ana.write('Tulia, the Greek letters');
  await model.release(2);
  const watchers = [ana, ben];
  for (const { answer } of [...watchers, cleo]) await expect(answer).toContainText('alpha beta');

  // The clocks of two browsers on one machine are the same; each page notes when it shows the end.
  const seen = watchers.map(({ page }) =>
    page.evaluate(
      () =>
        new Promise<number>((shown) => {
          const observer = new MutationObserver(() => {
            if (!document.body.textContent.includes('Stopped by Cleo.')) return;
            observer.disconnect();
            requestAnimationFrame(() => shown(performance.timeOrigin + performance.now()));
          });
          observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        }),
    ),
  );
  const pressed = cleo.page.evaluate(
    () =>
      new Promise<number>((at) => {
        const note = () => at(performance.timeOrigin + performance.now());
        document.addEventListener('click', note, { once: true, capture: true });
      }),
  );
  // The test of the model, when it was connected, may have hung up as well.
  const before = await model.hangUps();
  await cleo.answer.getByRole('button', { name: 'Stop' }).click();
  const began = await pressed;
  const took = (await Promise.all(seen)).map((at) => Math.round(at - began));
  test
    .info()
    .annotations.push({ type: 'Stop seen by the others after', description: `${took.join(' and ')} ms` });
  expect(Math.max(...took)).toBeLessThan(STOP_MAX_MS);
  await expect.poll(() => model.hangUps()).toBe(before + 1);
  // Nothing comes after the stop.
  await model.release(3);
  await ana.write('Thank you');
  for (const person of watchers) {
    await expect(person.message('Thank you')).toBeVisible();
    await expect(person.answer).not.toContainText('gamma');
  }
});
