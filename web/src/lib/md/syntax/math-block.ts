/**
 * Blocks of math: a line that begins with `$$` or `\[`, up to a line that ends with the same mark or to a blank line.
 *
 * A block may stay unclosed (a model is still writing it): it then ends before the next blank line and is shown as
 * source. Ending there, instead of giving up, keeps what came before it settled while a text grows.
 */
import { factorySpace } from 'micromark-factory-space';
import { markdownLineEnding, markdownSpace } from 'micromark-util-character';
import type { Code, Construct, State, Tokenizer } from 'micromark-util-types';
import { BACKSLASH, DOLLAR, SQUARE_CLOSE, SQUARE_OPEN } from './marks.ts';

const tokenizeBlock: Tokenizer = function (effects, ok, nok) {
  const context = this;
  /** The second character of the closing mark, after a `$` or a backslash. */
  let closer = DOLLAR;
  let isFirstLine = true;
  return open;

  function open(code: Code): State | undefined {
    effects.enter('mathBlock');
    effects.enter('mathBlockMark');
    closer = code === DOLLAR ? DOLLAR : SQUARE_CLOSE;
    effects.consume(code);
    return openSecond;
  }

  function openSecond(code: Code): State | undefined {
    if (code !== (closer === DOLLAR ? DOLLAR : SQUARE_OPEN)) return nok(code);
    effects.consume(code);
    return opened;
  }

  function opened(code: Code): State | undefined {
    // Three dollars are no mark, so that a row of them stays text.
    if (closer === DOLLAR && code === DOLLAR) return nok(code);
    effects.exit('mathBlockMark');
    return line(code);
  }

  function line(code: Code): State | undefined {
    if (code === null || markdownLineEnding(code)) return lineEnd(code);
    return effects.attempt({ partial: true, tokenize: tokenizeClose }, close, value)(code);
  }

  function value(code: Code): State | undefined {
    effects.enter('mathBlockValue');
    effects.consume(code);
    // A backslash takes the next character with it, so that `\$$` and `\\]` close nothing.
    return code === BACKSLASH ? escaped : inValue;
  }

  function escaped(code: Code): State | undefined {
    if (code === null || markdownLineEnding(code)) return inValue(code);
    effects.consume(code);
    return inValue;
  }

  function inValue(code: Code): State | undefined {
    if (code === null || markdownLineEnding(code)) {
      effects.exit('mathBlockValue');
      return lineEnd(code);
    }
    if (code === DOLLAR || code === BACKSLASH) {
      effects.exit('mathBlockValue');
      return line(code);
    }
    effects.consume(code);
    return inValue;
  }

  function close(code: Code): State | undefined {
    if (code === null || markdownLineEnding(code)) return done(code);
    // The mark stands inside the first line: this is math in a sentence. On a later line it is too late to tell.
    return isFirstLine ? nok(code) : value(code);
  }

  function lineEnd(code: Code): State | undefined {
    // While it is only asked whether this line may interrupt a paragraph, the next line is not there yet.
    if (code === null || context.interrupt) return done(code);
    isFirstLine = false;
    return effects.attempt({ partial: true, tokenize: tokenizeNextLine }, line, done)(code);
  }

  function done(code: Code): State | undefined {
    effects.exit('mathBlock');
    return ok(code);
  }

  /** The closing mark with the white space after it. */
  function tokenizeClose(...[effects, ok, nok]: Parameters<Tokenizer>): State {
    return first;

    function first(code: Code): State | undefined {
      if (code !== (closer === DOLLAR ? DOLLAR : BACKSLASH)) return nok(code);
      effects.enter('mathBlockClose');
      effects.consume(code);
      return second;
    }

    function second(code: Code): State | undefined {
      if (code !== closer) return nok(code);
      effects.consume(code);
      effects.exit('mathBlockClose');
      return factorySpace(effects, ok, 'whitespace');
    }
  }

  /** The line ending, when a line follows that is neither blank nor outside of the container. */
  function tokenizeNextLine(...[effects, ok, nok]: Parameters<Tokenizer>): State {
    return ending;

    function ending(code: Code): State | undefined {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return start;
    }

    function start(code: Code): State | undefined {
      if (context.parser.lazy[context.now().line]) return nok(code);
      return markdownSpace(code) ? factorySpace(effects, content, 'linePrefix')(code) : content(code);
    }

    function content(code: Code): State | undefined {
      return code === null || markdownLineEnding(code) ? nok(code) : ok(code);
    }
  }
};

/** The construct of a block of math, for `$` and the backslash at the start of a line. */
export const mathBlock: Construct = { name: 'mathBlock', concrete: true, tokenize: tokenizeBlock };
