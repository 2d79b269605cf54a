/**
 * Mentions: ranges of the text that name a member. They are read as one token, so that a name may hold any mark
 * (`@_max_`), and only where text is read: in code a mention stays what was typed.
 */
import type { Literal } from 'mdast';
import type { Extension as FromMarkdown } from 'mdast-util-from-markdown';
import { markdownLineEnding } from 'micromark-util-character';
import type { Code, Extension, State, Tokenizer } from 'micromark-util-types';
import type { MentionRange } from '../tree.ts';
import { AT } from './marks.ts';

/** A mention in the parser's tree. */
export interface MentionNode extends Literal {
  type: 'mention';
  profile: string;
}

declare module 'mdast' {
  interface RootContentMap {
    mention: MentionNode;
  }
  interface PhrasingContentMap {
    mention: MentionNode;
  }
}

/** Mentions by where they start, for a source that begins `base` UTF-16 code units into the text. */
export type MentionTable = ReadonlyMap<number, MentionRange>;

/** The construct for micromark. */
export function mentionSyntax(mentions: MentionTable, base: number): Extension {
  const tokenize: Tokenizer = function (effects, ok, nok) {
    const start = this.now().offset + base;
    let left = (mentions.get(start)?.end ?? start) - start;
    return open;

    function open(code: Code): State | undefined {
      if (left <= 0) return nok(code);
      effects.enter('mention');
      return inside(code);
    }

    function inside(code: Code): State | undefined {
      if (left === 0) {
        effects.exit('mention');
        return ok(code);
      }
      if (code === null || markdownLineEnding(code)) return nok(code);
      effects.consume(code);
      left -= 1;
      return inside;
    }
  };
  return { text: { [AT]: { name: 'mention', tokenize } } };
}

/** Turns the tokens of {@link mentionSyntax} into nodes. */
export function mentionTree(mentions: MentionTable, base: number): FromMarkdown {
  return {
    enter: {
      mention(token) {
        const profile = mentions.get(token.start.offset + base)?.profile ?? '';
        this.enter({ type: 'mention', value: this.sliceSerialize(token), profile }, token);
      },
    },
    exit: {
      mention(token) {
        this.exit(token);
      },
    },
  };
}
