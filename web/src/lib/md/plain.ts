/** The words of a message without its marks: for the announcer, for previews and for copying. */
import { MarkdownStream } from './stream.ts';
import type { Block, Inline, MentionRange, Trust } from './tree.ts';

/** How the parts that are not words are told; one function each, so that a locale words them. */
export interface PlainWords {
  /** `code block, 12 lines` */
  code: (lines: number) => string;
  /** `table, 3 columns, 5 rows` */
  table: (columns: number, rows: number) => string;
  image: (alt: string) => string;
  math: (source: string) => string;
  done: (text: string) => string;
  todo: (text: string) => string;
}

/** What the text is and how it is told. */
export interface PlainOptions {
  readonly trust: Trust;
  readonly mentions?: readonly MentionRange[] | undefined;
  readonly words: PlainWords;
  /** The current name of a mentioned profile, without `@`; the text as written where there is none. */
  readonly nameOf?: ((profile: string) => string | undefined) | undefined;
}

/** The words of `text`, a block a line. */
export function plainText(text: string, options: PlainOptions): string {
  const pieces = new MarkdownStream(options).update(text);
  return pieces
    .map(({ block }) => blockText(block, options))
    .join('\n')
    .trim();
}

/** The words of `text` on one line of at most `limit` UTF-16 code units, whole characters only. */
export function previewText(text: string, limit: number, options: PlainOptions): string {
  // Four times as much source is enough for the words of a preview, and spares parsing a long answer.
  const line = plainText(text.slice(0, limit * 4), options).replace(/\s+/g, ' ');
  if (line.length <= limit) return line;
  let cut = '';
  for (const { segment } of new Intl.Segmenter().segment(line.slice(0, limit))) {
    if (cut.length + segment.length >= limit) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

function blockText(block: Block, options: PlainOptions): string {
  const { words } = options;
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.children, options);
    case 'quote':
      return block.children.map((child) => blockText(child, options)).join('\n');
    case 'list':
      return block.items
        .map((item, index) => {
          const text = item.children.map((child) => blockText(child, options)).join('\n');
          if (item.checked !== null) return item.checked ? words.done(text) : words.todo(text);
          return block.ordered ? `${String(block.first + index)}. ${text}` : text;
        })
        .join('\n');
    case 'code':
      return words.code(block.value.split('\n').length);
    case 'table':
      return words.table(block.head.length, block.rows.length);
    case 'math':
      return words.math(block.value);
    case 'rule':
      return '';
    case 'plain':
      return block.value;
  }
}

function inlineText(inlines: readonly Inline[], options: PlainOptions): string {
  return inlines.map((inline) => oneText(inline, options)).join('');
}

function oneText(inline: Inline, options: PlainOptions): string {
  switch (inline.type) {
    case 'text':
    case 'inlineCode':
      return inline.value;
    case 'emphasis':
    case 'strong':
    case 'delete':
    case 'link':
      return inlineText(inline.children, options);
    case 'break':
      return '\n';
    case 'image':
      return options.words.image(inline.alt);
    case 'inlineMath':
      return options.words.math(inline.value);
    case 'mention': {
      const name = options.nameOf?.(inline.profile);
      return name === undefined ? inline.value : `@${name}`;
    }
  }
}
