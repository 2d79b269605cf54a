import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadRepair } from './repair.ts';
import { MarkdownStream } from './stream.ts';
import type { Block, Trust } from './tree.ts';

function whole(text: string, trust: Trust = 'assistant'): Block[] {
  return new MarkdownStream({ trust }).update(text).map(({ block }) => block);
}

/** Lines that decide something about their neighbours. */
const line = fc.constantFrom(
  '',
  '',
  '',
  'word',
  'two words',
  '- item',
  '* item',
  '  more',
  '    deep',
  '\tdeep',
  '1. one',
  '2. two',
  '3) three',
  '- [x] done',
  '> quote',
  '> - both',
  '>',
  '# head',
  '#',
  '===',
  '---',
  '***',
  '-',
  '+',
  '```',
  '```js',
  '~~~',
  '````',
  '  ```',
  '| a | b |',
  '| - | :-: |',
  '| 1 |',
  '[a]: https://a.example',
  "[a]: https://b.example 'title'",
  '[b b]:',
  'https://c.example',
  "'title",
  "title'",
  '[a] and [b b]',
  '[a',
  'b]',
  '> [b',
  '**bold',
  'bold**',
  '`code',
  '$$',
  '$$ x',
  'x $$',
  '$$ x $$',
  '$x$',
  '\\[',
  '\\]',
  '\\( x \\)',
  '<div>',
  '<!--',
  '-->',
  '![i](u)',
  '[l](u',
  ')',
  '\\',
  'a  ',
  '日本語**「語」**です',
  '🙂',
);
const document = fc.array(line, { maxLength: 14 }).map((lines) => lines.join('\n'));
const cuts = fc.array(fc.nat(1_000), { maxLength: 12 });

describe('a growing text', () => {
  beforeAll(loadRepair);

  test('is parsed as if it had come at once, whatever the pieces', () => {
    fc.assert(
      fc.property(document, cuts, fc.boolean(), (text, at, growing) => {
        const stream = new MarkdownStream({ trust: 'assistant' });
        for (const cut of [...at].sort((a, b) => a - b)) {
          const part = text.slice(0, cut);
          const shown = stream.update(part, growing);
          if (!growing) expect(shown.map(({ block }) => block)).toEqual(whole(part));
        }
        expect(stream.update(text).map(({ block }) => block)).toEqual(whole(text));
      }),
      { numRuns: 500 },
    );
  }, 200_000);
});
