/** Math within a line: `$$…$$`, `\[…\]`, `\(…\)` and, when asked for, `$…$`. */
import {
  asciiAlphanumeric,
  asciiDigit,
  markdownLineEnding,
  markdownLineEndingOrSpace,
} from 'micromark-util-character';
import type { Code, Construct, State, TokenizeContext, Tokenizer } from 'micromark-util-types';
import { BACKSLASH, DOLLAR, ROUND_CLOSE, ROUND_OPEN, SQUARE_CLOSE, SQUARE_OPEN } from './marks.ts';

type Mark = 'dollar' | 'dollars' | 'round' | 'square';

/**
 * Marks that found no partner up to the end of a paragraph. A later one finds none either, so it need not look:
 * this keeps a row of opening marks linear.
 */
const hopeless = new WeakMap<TokenizeContext, Set<Mark>>();

/** The construct of math within a line. */
export function mathSpan(singleDollar: boolean): Construct {
  const tokenize: Tokenizer = function (effects, ok, nok) {
    const context = this;
    const before = context.previous;
    let mark: Mark = 'dollars';
    let last: Code = null;
    return open;

    function open(code: Code): State | undefined {
      effects.enter('mathSpan');
      effects.enter('mathSpanMark');
      effects.consume(code);
      return code === DOLLAR ? openDollar : openSlash;
    }

    function openSlash(code: Code): State | undefined {
      if (code !== ROUND_OPEN && code !== SQUARE_OPEN) return nok(code);
      mark = code === ROUND_OPEN ? 'round' : 'square';
      effects.consume(code);
      return opened;
    }

    function openDollar(code: Code): State | undefined {
      if (code === DOLLAR) {
        effects.consume(code);
        return opened;
      }
      mark = 'dollar';
      if (!singleDollar || asciiAlphanumeric(before) || before === DOLLAR) return nok(code);
      if (code === null || markdownLineEndingOrSpace(code)) return nok(code);
      return opened(code);
    }

    function opened(code: Code): State | undefined {
      if (mark === 'dollars' && (code === DOLLAR || before === DOLLAR)) return nok(code);
      if (hopeless.get(context)?.has(mark)) return nok(code);
      effects.exit('mathSpanMark');
      return between(code);
    }

    function between(code: Code): State | undefined {
      if (code === null) return giveUp(code);
      if (markdownLineEnding(code)) {
        effects.enter('lineEnding');
        effects.consume(code);
        effects.exit('lineEnding');
        last = code;
        return between;
      }
      if (code === DOLLAR && (mark === 'dollar' || mark === 'dollars')) {
        // Money follows: "costs $5 and $10" is no math, and whoever opened was mistaken.
        if (mark === 'dollar' && (last === null || markdownLineEndingOrSpace(last))) return nok(code);
        return effects.attempt({ partial: true, tokenize: tokenizeClose }, done, value)(code);
      }
      if (code === BACKSLASH)
        return effects.attempt({ partial: true, tokenize: tokenizeClose }, done, value)(code);
      return value(code);
    }

    function value(code: Code): State | undefined {
      effects.enter('mathSpanValue');
      effects.consume(code);
      last = code;
      return code === BACKSLASH ? escaped : inValue;
    }

    function escaped(code: Code): State | undefined {
      if (code === null || markdownLineEnding(code)) return inValue(code);
      effects.consume(code);
      last = code;
      return inValue;
    }

    function inValue(code: Code): State | undefined {
      if (code === null || code === DOLLAR || code === BACKSLASH || markdownLineEnding(code)) {
        effects.exit('mathSpanValue');
        return between(code);
      }
      effects.consume(code);
      last = code;
      return inValue;
    }

    function done(code: Code): State | undefined {
      effects.exit('mathSpan');
      return ok(code);
    }

    function giveUp(code: Code): State | undefined {
      const marks = hopeless.get(context) ?? new Set();
      marks.add(mark);
      hopeless.set(context, marks);
      return nok(code);
    }

    function tokenizeClose(...[effects, ok, nok]: Parameters<Tokenizer>): State {
      return first;

      function first(code: Code): State | undefined {
        effects.enter('mathSpanMark');
        const slash = mark === 'round' || mark === 'square';
        if (slash !== (code === BACKSLASH)) return nok(code);
        effects.consume(code);
        return mark === 'dollar' ? afterDollar : second;
      }

      function second(code: Code): State | undefined {
        const closer = mark === 'round' ? ROUND_CLOSE : mark === 'square' ? SQUARE_CLOSE : DOLLAR;
        if (code !== closer || last === null) return nok(code);
        effects.consume(code);
        effects.exit('mathSpanMark');
        return ok;
      }

      function afterDollar(code: Code): State | undefined {
        if (asciiDigit(code) || code === DOLLAR) return nok(code);
        effects.exit('mathSpanMark');
        return ok(code);
      }
    }
  };
  return { name: 'mathSpan', tokenize };
}
