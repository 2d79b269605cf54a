// The main journey: from the setup link to three browsers at one table with an assistant.
import { expect, PASSWORD, test, type Person } from './table.ts';

test('three people and an assistant come to one table', async ({ server, model, browse }) => {
  const ana = await browse('Ana');

  await test.step('the first one sets the place up and gives it a model', async () => {
    const { page } = ana;
    await page.goto(server.setupLink);
    await page.getByRole('textbox', { name: 'Name of this place' }).fill('Rua das Flores');
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ana');
    await page.getByRole('textbox', { name: 'Username' }).fill('ana');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();

    await expect(page.getByRole('heading', { name: 'Give the table an AI' })).toBeFocused();
    const address = page.getByRole('textbox', { name: 'Address of the model server' });
    const key = page.getByLabel('Key', { exact: true });
    const check = page.getByRole('button', { name: 'Test', exact: true });
    // Nothing listens at the discard port.
    await address.fill('http://127.0.0.1:9/v1');
    await check.click();
    await expect(page.getByText('Nothing answers at')).toBeVisible();
    await address.fill(model.url);
    await key.fill('sk-wrong');
    await check.click();
    await expect(page.getByText(/^127.* refuses the key/)).toBeVisible();
    await key.fill(model.key);
    await check.click();
    await expect(page.getByText('It works: first word after')).toBeVisible();
    await page.getByRole('button', { name: 'Use this model' }).click();
  });

  const link = await test.step('makes a group and takes its link', async () => {
    const { page } = ana;
    await page.getByRole('main').getByRole('button', { name: 'New group' }).click();
    const sheet = page.getByRole('dialog', { name: 'New group' });
    await sheet.getByRole('textbox', { name: 'Name of the group' }).fill('Weekend in Lisbon');
    await sheet.getByRole('button', { name: 'Create group' }).click();
    await expect(page.getByRole('heading', { name: 'Weekend in Lisbon is ready' })).toBeFocused();
    const value = await page.getByRole('textbox', { name: 'Link to this group' }).inputValue();
    await page.getByRole('button', { name: 'Open the group' }).click();
    await expect(ana.composer).toBeVisible();
    return value;
  });

  const ben = await browse('Ben');
  const cleo = await browse('Cleo', 'phone');
  for (const guest of [ben, cleo]) {
    await test.step(`${guest.name} comes in by the link`, async () => {
      const { page } = guest;
      await page.goto(link);
      await expect(page.getByText('Ana invited you to this group.')).toBeVisible();
      await expect(page.getByText('Tulia is an AI. It can read everything in this group')).toBeVisible();
      await page.getByRole('textbox', { name: 'Your name' }).fill(guest.name);
      await page.getByRole('button', { name: 'Join group' }).click();
      await expect(guest.composer).toBeVisible();
      await expect(ana.page.getByText(`${guest.name} joined`)).toBeVisible();
    });
  }
  const everybody = [ana, ben, cleo];
  const all = (sees: (person: Person) => Promise<unknown>) => Promise.all(everybody.map(sees));

  await test.step('they write, and each sees it', async () => {
    await ana.write('Shall we take the night train?');
    await all((person) => expect(person.message('night train')).toBeVisible());
  });

  await test.step('reply', async () => {
    const question = ben.message('Shall we take the night train?');
    await ben.choose(question, 'Reply');
    await expect(ben.page.getByText('Replying to Ana')).toBeVisible();
    await ben.write('Only if there is a sleeper');
    await all((person) =>
      expect(
        person.message('Only if there is a sleeper').getByRole('button', { name: /^Go to what/ }),
      ).toBeVisible(),
    );
  });

  await test.step('react', async () => {
    const reply = ana.message('Only if there is a sleeper');
    await reply.hover();
    await reply.getByRole('button', { name: 'React' }).first().click();
    await ana.page.getByRole('group', { name: 'React' }).getByRole('button', { name: '👍' }).click();
    await all((person) =>
      expect(
        person.message('Only if there is a sleeper').getByRole('button', { name: /^👍 1/ }),
      ).toBeVisible(),
    );
  });

  await test.step('edit', async () => {
    await ana.composer.press('ArrowUp');
    await expect(ana.composer).toHaveValue('Shall we take the night train?');
    await ana.write('Shall we take the night train on Friday?');
    await all((person) => expect(person.message('night train on Friday?').getByText('edited')).toBeVisible());
  });

  await test.step('delete, and take it back in time', async () => {
    await ben.write('Or we fly');
    await all((person) => expect(person.message('Or we fly')).toBeVisible());
    await ben.choose(ben.message('Or we fly'), 'Delete');
    await ben.page.getByRole('button', { name: 'Undo' }).click();
    await all((person) => expect(person.message('Or we fly')).toBeVisible());
    await ben.choose(ben.message('Or we fly'), 'Delete');
    await expect(ben.message('You deleted this message')).toBeVisible();
    await ben.page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(ana.message('Message deleted')).toBeVisible();
    await expect(cleo.message('Message deleted')).toBeVisible();
  });

  await test.step('pin', async () => {
    await ana.choose(ana.message('Only if there is a sleeper'), 'Pin');
    await all((person) => expect(person.page.getByText(/pinned a message/)).toBeVisible());
  });

  await test.step('mention: a chip, the title and a badge', async () => {
    await ben.page.getByRole('link', { name: 'Settings' }).first().click();
    await expect(ben.page.getByRole('heading', { name: 'Profile', level: 1 })).toBeVisible();
    await cleo.composer.pressSequentially('Hello @be');
    await cleo.page.getByRole('option', { name: /Ben/ }).click();
    await cleo.composer.pressSequentially('how are you');
    await cleo.send();
    await expect(ben.page).toHaveTitle(/^\(1\)/);
    const chat = ben.page.getByRole('link', { name: /Weekend in Lisbon/ });
    await expect(chat).toHaveAccessibleName(/1 for you/);
    await chat.click();
    await expect(ben.message('how are you')).toHaveAccessibleName(/mentions you/);
    await expect(ben.page).not.toHaveTitle(/^\(/);
  });

  await test.step('a call is answered to all three while it is written', async () => {
    await model.nextGated('one two three four five six');
    await ana.write('Tulia, count for us');
    await model.release(2);
    await all(({ answer }) => expect(answer).toContainText('one two'));
    await all(({ answer }) => expect(answer).not.toContainText('three'));
    await model.release(4);
    await all(({ answer }) => expect(answer.getByRole('button', { name: 'Stop' })).toHaveCount(0));
    await all(({ answer }) => expect(answer).toContainText('one two three four five six'));
  });

  await test.step('anybody stops it, and the model is left alone', async () => {
    // The test in the setup hangs up as well, where the model has not said all before that.
    const before = await model.hangUps();
    await model.nextGated('alpha beta gamma delta');
    await ben.write('Tulia, and the Greek letters');
    await model.release(2);
    await all(({ answer }) => expect(answer).toContainText('alpha beta'));
    await cleo.answer.getByRole('button', { name: 'Stop' }).click();
    await expect(cleo.answer).toContainText('You stopped this answer.');
    await expect(ana.answer).toContainText('Stopped by Cleo.');
    await expect(ben.answer).toContainText('Stopped by Cleo.');
    await expect.poll(() => model.hangUps()).toBe(before + 1);
  });

  await test.step('anybody asks for it again', async () => {
    await model.next({ reply: { text: 'alpha to omega' } });
    await ana.choose(ana.answer, 'Answer again');
    await all(({ answer }) => expect(answer).toContainText('alpha to omega'));
  });
});
