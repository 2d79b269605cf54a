/**
 * The Markdown that messages are written in: CommonMark less HTML, underlined headings and indented code, with
 * the parts of GFM that chat needs, math and mentions.
 */
import type { Extension as FromMarkdown } from 'mdast-util-from-markdown';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { gfmStrikethroughCjkFriendly } from 'micromark-extension-cjk-friendly-gfm-strikethrough';
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import type { Extension, ParseContext, State } from 'micromark-util-types';
import type { Trust } from '../tree.ts';
import { addressTree } from './address.ts';
import { mathSyntax, mathTree } from './math.ts';
import { type MentionTable, mentionSyntax, mentionTree } from './mention.ts';
import { overflowSyntax } from './overflow.ts';

/** Everything the parser is told about one source. */
export interface Source {
  readonly trust: Trust;
  readonly mentions: MentionTable;
  /** Where the source begins in the whole text, in UTF-16 code units. */
  readonly base: number;
  /** Normalised identifiers of link definitions that stand outside of this source. */
  readonly defined: readonly string[];
}

/** HTML is text here, whole documents of it too. */
const NO_HTML: Extension = { disable: { null: ['htmlFlow', 'htmlText'] } };

/** A line of dashes below a text is a rule; as a heading it would turn the paragraph above it while a model writes. */
const NO_UNDERLINE: Extension = { disable: { null: ['setextUnderline'] } };

/** Code stands between fences. Indented text is indented text: a list continued with a wrong indent is no program. */
const NO_INDENTED_CODE: Extension = { disable: { null: ['codeIndented'] } };

const shared: Record<Trust, Extension[]> = {
  person: [...common(), mathSyntax({ singleDollar: false })],
  assistant: [...common(), mathSyntax({ singleDollar: true })],
};

function common(): Extension[] {
  return [
    gfmAutolinkLiteral(),
    gfmTable(),
    gfmTaskListItem(),
    cjkFriendlyExtension(),
    gfmStrikethroughCjkFriendly({ singleTilde: false }),
    NO_HTML,
    NO_UNDERLINE,
    NO_INDENTED_CODE,
  ];
}

const trees: FromMarkdown[] = [
  addressTree(),
  gfmStrikethroughFromMarkdown(),
  gfmTableFromMarkdown(),
  gfmTaskListItemFromMarkdown(),
  mathTree(),
];

/** The constructs for micromark. */
export function syntaxOf(source: Source): Extension[] {
  const extensions = [...shared[source.trust]];
  if (source.mentions.size > 0) extensions.push(mentionSyntax(source.mentions, source.base));
  if (source.defined.length > 0) extensions.push(knowing(source.defined));
  extensions.push(overflowSyntax);
  return extensions;
}

/** What turns tokens into nodes. */
export function treeOf(source: Source): FromMarkdown[] {
  return source.mentions.size > 0 ? [...trees, mentionTree(source.mentions, source.base)] : trees;
}

/** Lets references find definitions that stand elsewhere in the text. */
function knowing(defined: readonly string[]): Extension {
  const told = new WeakSet<ParseContext>();
  return {
    flowInitial: {
      null: {
        name: 'knownDefinitions',
        tokenize(_effects, _ok, nok): State {
          if (!told.has(this.parser)) {
            told.add(this.parser);
            this.parser.defined.push(...defined);
          }
          return nok;
        },
      },
    },
  };
}
