/**
 * Math as models write it: `$$…$$` and `\[…\]` as blocks and inside lines, `\(…\)` inside lines, and, for models only,
 * `$…$` by Pandoc's rule, so that "$5 and $10" stays money.
 *
 * Delimiters are understood where they stand instead of being rewritten before parsing: offsets into the text (mentions)
 * stay true, and code is never touched.
 */
import type { Literal } from 'mdast';
import type { Extension as FromMarkdown } from 'mdast-util-from-markdown';
import type { Extension } from 'micromark-util-types';
import { DOLLAR, BACKSLASH } from './marks.ts';
import { mathBlock } from './math-block.ts';
import { mathSpan } from './math-span.ts';

/** A block of math in the parser's tree. */
export interface MathBlockNode extends Literal {
  type: 'math';
  closed: boolean;
}

/** Math within a line in the parser's tree. `display` when written with block marks. */
export interface MathSpanNode extends Literal {
  type: 'inlineMath';
  display: boolean;
}

declare module 'mdast' {
  interface RootContentMap {
    math: MathBlockNode;
    inlineMath: MathSpanNode;
  }
  interface BlockContentMap {
    math: MathBlockNode;
  }
  interface PhrasingContentMap {
    inlineMath: MathSpanNode;
  }
}

/** The constructs for micromark. `singleDollar` also reads `$…$`. */
export function mathSyntax(options: { singleDollar: boolean }): Extension {
  const span = mathSpan(options.singleDollar);
  return {
    flow: { [DOLLAR]: mathBlock, [BACKSLASH]: mathBlock },
    text: { [DOLLAR]: span, [BACKSLASH]: span },
  };
}

/** Turns the tokens of {@link mathSyntax} into nodes. */
export function mathTree(): FromMarkdown {
  return {
    enter: {
      mathBlock(token) {
        this.enter({ type: 'math', value: '', closed: false }, token);
        this.buffer();
      },
      mathSpan(token) {
        this.enter({ type: 'inlineMath', value: '', display: false }, token);
        this.buffer();
      },
    },
    exit: {
      mathBlock(token) {
        const value = this.resume();
        const node = this.stack.at(-1);
        if (node?.type === 'math') {
          node.value = value.trim();
        }
        this.exit(token);
      },
      mathSpan(token) {
        const value = this.resume();
        const node = this.stack.at(-1);
        if (node?.type === 'inlineMath') {
          node.value = value.trim();
          node.display = /^(?:\$\$|\\\[)/.test(this.sliceSerialize(token));
        }
        this.exit(token);
      },
      mathBlockClose() {
        const node = this.stack.findLast((open) => open.type === 'math');
        if (node?.type === 'math') node.closed = true;
      },
      mathBlockValue(token) {
        this.config.enter['data']?.call(this, token);
        this.config.exit['data']?.call(this, token);
      },
      mathSpanValue(token) {
        this.config.enter['data']?.call(this, token);
        this.config.exit['data']?.call(this, token);
      },
    },
  };
}
