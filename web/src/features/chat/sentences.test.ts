import { expect, it } from 'vitest';
import { sentencesIn } from './sentences.ts';

it('says a sentence once the next one begins', () => {
  const text = 'The train leaves at seven. It arr';
  expect(text.slice(0, sentencesIn(text, 0)).trim()).toBe('The train leaves at seven.');
});
it('waits for the end of the first one', () => {
  expect(sentencesIn('The train lea', 0)).toBe(0);
});
it('goes on where it stopped', () => {
  const first = 'One. ';
  expect(sentencesIn(first + 'Two. Thr', first.length)).toBe((first + 'Two. ').length);
});
it('knows sentences without spaces', () => {
  const text = '早い電車にしましょう。切符は持っ';
  expect(text.slice(0, sentencesIn(text, 0))).toBe('早い電車にしましょう。');
});
