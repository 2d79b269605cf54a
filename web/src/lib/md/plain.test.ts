import { describe, expect, test } from 'vitest';
import { extend, stretches } from './colour.ts';
import { headingLevels } from './headings.ts';
import { plainText, type PlainOptions, previewText } from './plain.ts';
import { MarkdownStream } from './stream.ts';

const options: PlainOptions = {
  trust: 'assistant',
  words: {
    code: (lines) => `code block, ${String(lines)} lines`,
    table: (columns, rows) => `table, ${String(columns)} by ${String(rows)}`,
    image: (alt) => `picture: ${alt}`,
    math: (source) => source,
    done: (text) => `done: ${text}`,
    todo: (text) => `to do: ${text}`,
  },
};

describe('the words of a message', () => {
  test('are without marks, and say what is not words', () => {
    const text =
      '# Plan\n\n**Go** to [Sintra](https://a.example), `now`\n\n```\na\nb\n```\n\n|a|b|\n|-|-|\n|1|2|\n\n- [x] one\n- two\n\n3. three\n\n![cat](x)\n\n---\n\n> quoted $x$';
    expect(plainText(text, options).split('\n')).toEqual([
      'Plan',
      'Go to Sintra, now',
      'code block, 2 lines',
      'table, 2 by 1',
      'done: one',
      'two',
      '3. three',
      'picture: cat',
      '',
      'quoted x',
    ]);
  });

  test('name members as they are called now', () => {
    const mentions = [{ start: 3, end: 7, profile: 'p' }];
    const named = { ...options, trust: 'person', mentions, nameOf: () => 'Anna' } as const;
    expect(plainText('hi @Ana', named)).toBe('hi @Anna');
    expect(plainText('hi @Ana', { ...named, nameOf: () => undefined })).toBe('hi @Ana');
  });

  test('fit in a preview without cutting a character', () => {
    expect(previewText('one\n\n**two**', 20, options)).toBe('one two');
    expect(previewText('abcdefghij', 5, options)).toBe('abcd…');
    expect(previewText('ab👩‍👩‍👧👩‍👩‍👧', 10, options)).toBe('ab…');
    expect(previewText('x '.repeat(10_000), 10, options).length).toBeLessThanOrEqual(10);
  });
});

test('headings lie below each other without gaps, however they were chosen', () => {
  const pieces = new MarkdownStream({ trust: 'assistant' }).update('### a\n\n# b\n\n#### c\n\n## d\n\n# e');
  expect([...headingLevels(pieces).values()]).toEqual([3, 3, 4, 4, 3]);
});

describe('colours', () => {
  test('stay on the code that was there when more is written', () => {
    const tokens = [
      ['keyword', 'let'],
      [null, ' a'],
    ] as const;
    expect(extend(tokens, 'let a = 1')).toEqual([...tokens, [null, ' = 1']]);
    expect(extend(tokens, 'let b')).toEqual([
      ['keyword', 'let'],
      [null, ' b'],
    ]);
    expect(extend(null, 'x')).toEqual([[null, 'x']]);
  });

  test('never hide marks that reorder the code', () => {
    expect(stretches([['comment', 'a\u202eb']])).toEqual([
      { kind: 'comment', text: 'a', mark: false },
      { kind: 'comment', text: 'U+202E', mark: true },
      { kind: 'comment', text: 'b', mark: false },
    ]);
  });
});
