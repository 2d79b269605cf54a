// The pictures in the documentation: a group of three with Tulia in the middle of an answer.
import { expect, groupOf, post, test } from '../journeys/table.ts';

const FOLDER = new URL('../../../docs/screenshots/', import.meta.url).pathname;
const ANSWER = `Here is a calm Saturday, with the hills in the morning while it is cool:

| When | What | How long |
| --- | --- | --- |
| 9:30 | Tram 28 up to **Graça**, coffee at the viewpoint | 1 h |
| 11:00 | Down through **Alfama** on foot | 1½ h |
| 13:00 | Lunch by the river, grilled sardines | 1 h |
| 15:00 | Train to **Belém**, tower and pastries | 3 h |

Cleo arrives at 12:40, so she can come straight to lunch. Two things to book today: the **tower**, which`;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a group of three and Tulia, ${colorScheme}`, async ({ ana, browse, model }) => {
    const options = { colorScheme, deviceScaleFactor: 2, locale: 'en-GB', timezoneId: 'Europe/Lisbon' };
    const ben = await browse('Ben', 'wide', { ...options, viewport: { width: 1280, height: 900 } });
    const cleo = await browse('Cleo', 'phone', options);
    await groupOf('Choir', [ana, ben]);
    const choir = ana.page.url().split('/c/')[1] ?? '';
    await post(ana, choir, 'Same room as last week, bring the blue folder');
    await groupOf('Rua das Flores 12', [ana, ben]);
    const house = ana.page.url().split('/c/')[1] ?? '';
    await post(ana, house, 'The plumber comes on Monday at eight');
    const group = await groupOf('Weekend in Lisbon', [ana, ben, cleo]);
    await post(ana, group, 'Trains are booked! We get in on Friday at 19:15 🎉');
    await expect(ben.message('Trains are booked!')).toBeVisible();
    await post(cleo, group, 'I land on Saturday at 12:40, save me some lunch');
    await post(cleo, group, 'And please, pastéis de nata before anything else');
    await expect(ben.message('pastéis de nata')).toBeVisible();
    await ben.message('Trains are booked!').hover();
    await ben.message('Trains are booked!').getByRole('button', { name: 'React' }).first().click();
    await ben.page.getByRole('group', { name: 'React' }).getByRole('button', { name: '❤️' }).click();
    await ben.write('First the viewpoint at Graça, then food. I will not carry a suitcase up there twice');

    const words = ANSWER.split(/(?<=\s)(?=\S)/);
    await model.nextGated(`${ANSWER} closes early.`);
    await ana.page.getByRole('textbox', { name: /^Message / }).fill('');
    await ana.write('Tulia, can you make a plan for Saturday out of all that?');
    await model.release(words.length - 1);
    for (const person of [ben, cleo]) {
      await expect(person.answer).toContainText('Two things to book today: the tower');
      await person.page.mouse.move(0, 0);
      // Names of others are typed by nobody now, and no notice stands in the picture.
      await expect(person.page.getByText('is typing…')).toHaveCount(0);
    }
    await ben.page.screenshot({ path: `${FOLDER}group-wide-${colorScheme}.png`, scale: 'css' });
    await cleo.page.screenshot({ path: `${FOLDER}group-phone-${colorScheme}.png`, scale: 'css' });
  });
}
