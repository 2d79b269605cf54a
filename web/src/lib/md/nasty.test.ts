import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_NESTING, MAX_TEXT } from './limits.ts';
import { MarkdownStream } from './stream.ts';
import type { Block, Inline, Piece } from './tree.ts';

const LENGTH = 50_000;
/** Milliseconds of processor time a hostile text may take; a cost that grows with the square takes minutes. */
const PATIENCE = 10_000;

function fill(pattern: string): string {
  return pattern.repeat(Math.ceil(LENGTH / pattern.length)).slice(0, LENGTH);
}

function parse(text: string): readonly Piece[] {
  return new MarkdownStream({ trust: 'assistant' }).update(text);
}

function depthOf(node: Block | Inline): number {
  if (node.type === 'list')
    return 1 + Math.max(0, ...node.items.flatMap((item) => item.children.map(depthOf)));
  return 'children' in node ? 1 + Math.max(0, ...node.children.map(depthOf)) : 0;
}

/** Everything that is shown, whatever it is shown as. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).map(shown).join('') : '';
}

describe('a hostile text', () => {
  test.each([
    ['stars', '*'.repeat(100_000)],
    ['open emphasis', fill('*a ')],
    ['mixed emphasis', fill('a**b_c*')],
    ['nested emphasis', fill('*a **b ')],
    ['strikethrough', fill('~~a ')],
    ['brackets', fill('[')],
    ['links', fill('[a](')],
    ['images', fill('![](')],
    ['backticks of all lengths', Array.from({ length: 400 }, (_, size) => '`'.repeat(size + 1)).join(' ')],
    ['dollars', fill('$a ')],
    ['math brackets', fill('\\(')],
    ['quotes on one line', fill('>')],
    ['lists on one line', fill('- ')],
    ['nested lists', Array.from({ length: 300 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n')],
    ['angles', fill('<http:')],
    ['a long address', `http://a.b/${fill('!')}`],
    ['addresses', fill('www.a@b.')],
    ['a wide table', `|${fill('a|')}\n|${fill('-|')}`],
    ['an open fence', `\`\`\`\n${fill('x\n')}`],
    ['definitions', fill('[a]: b\n')],
    ['underlines', fill('a\n=\n')],
    ['carriage returns', fill('a\r')],
    ['controls', fill('\u202e\u2066a\0\ufeff')],
  ])(
    '(%s) is parsed in bounded time and to a bounded depth',
    (_, text) => {
      const start = process.cpuUsage();
      const pieces = parse(text);
      const { user, system } = process.cpuUsage(start);
      expect((user + system) / 1_000).toBeLessThan(PATIENCE);
      for (const { block } of pieces) expect(depthOf(block)).toBeLessThanOrEqual(2 * MAX_NESTING + 1);
    },
    20 * PATIENCE,
  );

  test('that is too long is shown as it is', () => {
    const text = '*a* '.repeat(MAX_TEXT / 4 + 1);
    expect(parse(text)).toEqual([{ key: 0, block: { type: 'plain', value: text } }]);
  });

  test('that is too deep is shown as it is, and a rule of many dashes is not deep', () => {
    const deep = `${'> '.repeat(MAX_NESTING + 1)}a`;
    expect(parse(deep)[0]?.block).toEqual({ type: 'plain', value: deep });
    expect(parse('- '.repeat(100))[0]?.block).toEqual({ type: 'rule' });
  });

  test('never loses letters, whatever its marks', () => {
    const marks = fc.constantFrom(
      ...'*_~[]()!`<>&$\\|#-:\n\t ',
      'a',
      'b',
      'é',
      '語',
      '🙂',
      '$$',
      '```',
      '\\[',
      '\\]',
    );
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 60 }), (parts) => {
        const visible = shown(parse(parts.join('')).map(({ block }) => block));
        // A word may become the target or the language of something, but never disappears from both.
        for (const letter of parts.filter((part) => /[é語🙂]/u.test(part))) {
          expect(decodeURI(visible)).toContain(letter);
        }
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});

describe('HTML', () => {
  test.each([
    ['<img src=x onerror=alert(1)>'],
    ['<script>alert(1)</script>'],
    ['<!-- a'],
    ['<a href="javascript:x">y</a>'],
  ])('%j is text', (html) => {
    expect(parse(html)[0]?.block).toEqual({ type: 'paragraph', children: [{ type: 'text', value: html }] });
  });
});
