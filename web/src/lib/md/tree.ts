/**
 * What a message becomes: a small tree of plain values that the components draw. It holds no source positions, so
 * that two parses of the same words are equal and a redraw can be skipped.
 */

/** A range of a text's UTF-16 code units (`end` exclusive) that names a member: the literal `@Name` in the text. */
export interface MentionRange {
  readonly start: number;
  readonly end: number;
  /** The id of the profile that is mentioned. */
  readonly profile: string;
}

/** Who wrote the text. Models write `$x$` for math; people write it for money. */
export type Trust = 'person' | 'assistant';

export type Alignment = 'start' | 'center' | 'end' | null;

export type Inline =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'emphasis'; readonly children: readonly Inline[] }
  | { readonly type: 'strong'; readonly children: readonly Inline[] }
  | { readonly type: 'delete'; readonly children: readonly Inline[] }
  | { readonly type: 'inlineCode'; readonly value: string }
  | { readonly type: 'break' }
  | {
      readonly type: 'link';
      readonly url: string;
      readonly title: string | null;
      readonly children: readonly Inline[];
    }
  | { readonly type: 'image'; readonly url: string; readonly alt: string }
  | { readonly type: 'inlineMath'; readonly value: string; readonly display: boolean }
  | { readonly type: 'mention'; readonly value: string; readonly profile: string };

export interface ListItem {
  /** Whether the box is ticked; `null` where there is no box. */
  readonly checked: boolean | null;
  readonly children: readonly Block[];
}

export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'heading'; readonly depth: 1 | 2 | 3 | 4 | 5 | 6; readonly children: readonly Inline[] }
  | { readonly type: 'quote'; readonly children: readonly Block[] }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly first: number;
      /** Whether items are set apart like paragraphs. */
      readonly loose: boolean;
      readonly items: readonly ListItem[];
    }
  | { readonly type: 'code'; readonly language: string | null; readonly value: string }
  | {
      readonly type: 'table';
      readonly align: readonly Alignment[];
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly type: 'math'; readonly value: string }
  | { readonly type: 'rule' }
  /** Text beyond a cap of `limits.ts`, shown as it was written. */
  | { readonly type: 'plain'; readonly value: string };

/** A top-level block. The key stays the same while the text grows, so that the drawn block stays too. */
export interface Piece {
  /** Where the block begins in the text, in UTF-16 code units. */
  readonly key: number;
  readonly block: Block;
}
