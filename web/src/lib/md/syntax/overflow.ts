/** Stops reading marks in a paragraph that has too many of them, or too long ones: they are text. */
import { markdownLineEnding } from 'micromark-util-character';
import type { Code, Construct, Extension, State, TokenizeContext, Tokenizer } from 'micromark-util-types';
import { MAX_DELIMITERS } from '../limits.ts';

/** Marks whose constructs look back or ahead. */
const MARKS = '*_~[]!<&$\\';

const BACKTICK = 96;

/** Longest run of backticks that may open code in a line: each length may search the whole paragraph in vain once. */
const MAX_BACKTICKS = 8;

const seen = new WeakMap<TokenizeContext, number>();

const tokenizeOverflow: Tokenizer = function (effects, ok, nok) {
  const count = (seen.get(this) ?? 0) + 1;
  seen.set(this, count);
  return start;

  function start(code: Code): State | undefined {
    return count > MAX_DELIMITERS ? rest(code) : nok(code);
  }

  function rest(code: Code): State | undefined {
    if (code === null) return ok(code);
    if (markdownLineEnding(code)) {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return rest;
    }
    effects.enter('data');
    return data(code);
  }

  function data(code: Code): State | undefined {
    if (code === null || markdownLineEnding(code)) {
      effects.exit('data');
      return rest(code);
    }
    effects.consume(code);
    return data;
  }
};

const tokenizeBackticks: Tokenizer = function (effects, ok, nok) {
  let size = 0;
  return start;

  function start(code: Code): State | undefined {
    effects.enter('data');
    return run(code);
  }

  function run(code: Code): State | undefined {
    if (code !== BACKTICK) {
      if (size <= MAX_BACKTICKS) return nok(code);
      effects.exit('data');
      return ok(code);
    }
    effects.consume(code);
    size += 1;
    return run;
  }
};

const backticks: Construct = {
  name: 'backticks',
  tokenize: tokenizeBackticks,
  // The parser asks each construct of a mark whether it may start here, and code may only start at the start of a run.
  previous(code) {
    return code !== BACKTICK || this.events.at(-1)?.[1].type === 'characterEscape';
  },
};

const construct: Construct = { name: 'overflow', tokenize: tokenizeOverflow };

/** The constructs for micromark; they come after all others, so that they are asked first. */
export const overflowSyntax: Extension = {
  text: {
    ...Object.fromEntries([...MARKS].map((mark) => [mark.charCodeAt(0), construct])),
    [BACKTICK]: backticks,
  },
};
