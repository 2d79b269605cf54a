import { beforeAll, describe, expect, test, vi } from 'vitest';
import { loadRepair } from './repair.ts';
import { MarkdownStream } from './stream.ts';
import type { Block, Inline, MentionRange, Trust } from './tree.ts';

function blocks(text: string, trust: Trust = 'assistant', mentions?: readonly MentionRange[]): Block[] {
  return new MarkdownStream({ trust, mentions }).update(text).map(({ block }) => block);
}

/** The parts of the first paragraph. */
function line(
  text: string,
  trust: Trust = 'assistant',
  mentions?: readonly MentionRange[],
): readonly Inline[] {
  const [first] = blocks(text, trust, mentions);
  return first !== undefined && 'children' in first && first.type === 'paragraph' ? first.children : [];
}

const words = (value: string): Inline => ({ type: 'text', value });
const math = (value: string, display = false): Inline => ({ type: 'inlineMath', value, display });

describe('math', () => {
  test('between single dollars is for models, by the rule of Pandoc', () => {
    expect(line('so $a+b$ is')).toEqual([words('so '), math('a+b'), words(' is')]);
    expect(line('so $a+b$ is', 'person')).toEqual([words('so $a+b$ is')]);
    expect(line('$5 and $10')).toEqual([words('$5 and $10')]);
    expect(line('$5, then $x$')).toEqual([words('$5, then '), math('x')]);
    expect(line('$x$5')).toEqual([words('$x$5')]);
    expect(line('US$5 and CA$')).toEqual([words('US$5 and CA$')]);
    expect(line('\\$5 and $x$')).toEqual([words('$5 and '), math('x')]);
  });

  test('between the marks of LaTeX is for everybody', () => {
    expect(line('so \\(a\\) is', 'person')).toEqual([words('so '), math('a'), words(' is')]);
    expect(line('so $$a$$ is', 'person')).toEqual([words('so '), math('a', true), words(' is')]);
    expect(line('a lone \\( stays')).toEqual([words('a lone ( stays')]);
  });

  test('alone in a paragraph, or between lines of marks, is a block', () => {
    for (const text of ['$$a$$', '$$\na\n$$', '\\[a\\]', '\\[\na\n\\]', '$$ a\n$$']) {
      expect(blocks(text), text).toEqual([{ type: 'math', value: 'a' }]);
    }
    expect(blocks('so:\n$$\na\n+ b\n- c\n$$\nthen')).toEqual([
      { type: 'paragraph', children: [words('so:')] },
      { type: 'math', value: 'a\n+ b\n- c' },
      { type: 'paragraph', children: [words('then')] },
    ]);
    expect(blocks('> $$\n> a\n> $$')).toEqual([{ type: 'quote', children: [{ type: 'math', value: 'a' }] }]);
  });

  test('that is not closed is text', () => {
    expect(blocks('$$ is what it is about\n\nnext')).toEqual([
      { type: 'plain', value: '$$ is what it is about' },
      { type: 'paragraph', children: [words('next')] },
    ]);
  });

  test('is not looked for in code', () => {
    expect(line('`$a$ \\(b\\)`')).toEqual([{ type: 'inlineCode', value: '$a$ \\(b\\)' }]);
    expect(blocks('```\n$$\na\n$$\n```')).toEqual([{ type: 'code', language: null, value: '$$\na\n$$' }]);
  });
});

describe('a mention', () => {
  const at = (start: number, end: number): MentionRange[] => [{ start, end, profile: 'p' }];

  test('is one part, whatever marks its name has', () => {
    expect(line('hi @_max_ and', 'person', at(3, 9))).toEqual([
      words('hi '),
      { type: 'mention', value: '@_max_', profile: 'p' },
      words(' and'),
    ]);
    expect(line('**@A*B**', 'person', at(2, 6))).toEqual([
      { type: 'strong', children: [{ type: 'mention', value: '@A*B', profile: 'p' }] },
    ]);
  });

  test('stands where its range says, also after wide characters, escapes and in cells', () => {
    expect(line('🙂 \\* @Ana', 'person', at(6, 10))).toEqual([
      words('🙂 * '),
      { type: 'mention', value: '@Ana', profile: 'p' },
    ]);
    const [table] = blocks('| a |\n|---|\n| @Ana |', 'person', at(14, 18));
    expect(table).toMatchObject({ type: 'table', rows: [[[{ type: 'mention', value: '@Ana' }]]] });
  });

  test('is what was typed in code, and where there is no range', () => {
    expect(line('`@Ana`', 'person', at(1, 5))).toEqual([{ type: 'inlineCode', value: '@Ana' }]);
    expect(line('@Ana', 'person')).toEqual([words('@Ana')]);
  });
});

describe('text', () => {
  test('in Chinese, Japanese and Korean is bold next to brackets', () => {
    expect(line('**「日本語」**です')).toEqual([
      { type: 'strong', children: [words('「日本語」')] },
      words('です'),
    ]);
    expect(line('~~「日本語」~~です')).toEqual([
      { type: 'delete', children: [words('「日本語」')] },
      words('です'),
    ]);
  });

  test('ends an address before wide punctuation', () => {
    expect(line('https://a.example/x。次')).toEqual([
      { type: 'link', url: 'https://a.example/x', title: null, children: [words('https://a.example/x')] },
      words('。次'),
    ]);
  });

  test('keeps its lines, and what looks like a heading or code by accident', () => {
    expect(line('one\ntwo', 'person')).toEqual([words('one\ntwo')]);
    expect(blocks('hi\n---').map(({ type }) => type)).toEqual(['paragraph', 'rule']);
    expect(blocks('    indented', 'person').map(({ type }) => type)).toEqual(['paragraph']);
  });

  test('refers to definitions before and after it', () => {
    const link = { type: 'link', url: 'https://a.example', title: 't', children: [words('a')] };
    expect(line("[a]\n\n[a]: https://a.example 't'")).toEqual([link]);
    expect(blocks("[a]: https://a.example 't'\n\n[a]")).toEqual([{ type: 'paragraph', children: [link] }]);
  });

  test('of character references is decoded, and unknown ones stay', () => {
    expect(line('&amp; &copy; &#x41; &nonsense;')).toEqual([words('& © A &nonsense;')]);
  });

  test('has tables with sides, and lists with boxes', () => {
    expect(blocks('|a|b|c|\n|:-|:-:|-:|\n|1|2|3|')[0]).toMatchObject({
      type: 'table',
      align: ['start', 'center', 'end'],
    });
    expect(blocks('- [x] a\n- [ ] b\n- c')[0]).toMatchObject({
      items: [{ checked: true }, { checked: false }, { checked: null }],
    });
  });
});

describe('a text that is being written', () => {
  beforeAll(loadRepair);

  const growing = (text: string) =>
    new MarkdownStream({ trust: 'assistant' }).update(text, true).map(({ block }) => block);

  test('is shown with its marks closed', () => {
    expect(growing('a **bol')).toEqual([
      { type: 'paragraph', children: [words('a '), { type: 'strong', children: [words('bol')] }] },
    ]);
    expect(growing('see [the si')).toEqual([{ type: 'paragraph', children: [words('see the si')] }]);
    expect(growing('```js\nlet a')).toEqual([{ type: 'code', language: 'js', value: 'let a' }]);
    expect(growing('one `two')[0]).toMatchObject({
      children: [words('one '), { type: 'inlineCode', value: 'two' }],
    });
  });

  test('is shown as it was written until its repair is there', async () => {
    vi.resetModules();
    const fresh = await import('./stream.ts');
    const stream = new fresh.MarkdownStream({ trust: 'assistant' });
    const strong = { type: 'strong', children: [words('bol')] };
    expect(stream.update('a **bol', true)[0]?.block).toMatchObject({ children: [words('a **bol')] });
    await (await import('./repair.ts')).loadRepair();
    expect(stream.update('a **bol', true)[0]?.block).toMatchObject({ children: [words('a '), strong] });
  });

  test('keeps the blocks that are settled as the same objects', () => {
    const stream = new MarkdownStream({ trust: 'assistant' });
    const before = stream.update('# A\n\ntext\n\n- one\n- tw', true);
    const after = stream.update('# A\n\ntext\n\n- one\n- two\n\nmore', true);
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    const [list, then] = [before[2]?.block, after[2]?.block];
    if (list?.type !== 'list' || then?.type !== 'list') throw new Error('The third block is a list.');
    expect(then.items[0]).toBe(list.items[0]);
  });

  test('starts over when it is replaced', () => {
    const stream = new MarkdownStream({ trust: 'assistant' });
    stream.update('one\n\ntwo\n\nthree', true);
    expect(stream.update('other').map(({ block }) => block)).toEqual(blocks('other'));
  });
});
