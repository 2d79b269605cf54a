/** Colours code: the shared words of the worker and the page. No DOM. */

/** What a stretch of code is; `tokens.css` has a colour for each. */
export type TokenKind =
  'comment' | 'keyword' | 'string' | 'number' | 'title' | 'type' | 'removed' | 'added' | 'strong';

/** A stretch of code. The texts of all tokens together are the code. */
export type Token = readonly [kind: TokenKind | null, text: string];

export interface ColourRequest {
  readonly id: number;
  readonly language: string;
  readonly value: string;
}

export interface ColourAnswer {
  readonly id: number;
  /** `null` where the language is unknown. */
  readonly tokens: readonly Token[] | null;
}

/** Scopes of highlight.js by what we show them as. Those not named look like the code around them. */
const KINDS: Readonly<Record<string, TokenKind>> = {
  'hljs-comment': 'comment',
  'hljs-quote': 'comment',
  'hljs-meta': 'comment',
  'hljs-doctag': 'keyword',
  'hljs-keyword': 'keyword',
  'hljs-literal': 'keyword',
  'hljs-selector-tag': 'keyword',
  'hljs-name': 'keyword',
  'hljs-tag': 'type',
  'hljs-string': 'string',
  'hljs-regexp': 'string',
  'hljs-char': 'string',
  'hljs-link': 'string',
  'hljs-number': 'number',
  'hljs-symbol': 'number',
  'hljs-bullet': 'number',
  'hljs-title': 'title',
  'hljs-section': 'title',
  'hljs-selector-id': 'title',
  'hljs-selector-class': 'title',
  'hljs-attr': 'type',
  'hljs-attribute': 'type',
  'hljs-built_in': 'type',
  'hljs-type': 'type',
  'hljs-variable': 'type',
  'hljs-template-variable': 'type',
  'hljs-property': 'type',
  'hljs-deletion': 'removed',
  'hljs-addition': 'added',
  'hljs-strong': 'strong',
};

/** What the first known scope among `names` is shown as. */
export function kindOf(names: readonly unknown[]): TokenKind | null {
  for (const name of names) {
    const kind = typeof name === 'string' ? KINDS[name] : undefined;
    if (kind !== undefined) return kind;
  }
  return null;
}

/** Marks that reorder what is shown: code that reads otherwise than it runs. */
const REORDERING = /([\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])/u;

/** A piece of code to draw; `mark` names an invisible character that is made visible. */
export interface Stretch {
  readonly kind: TokenKind | null;
  readonly text: string;
  readonly mark: boolean;
}

/** The tokens with marks of direction set apart. */
export function stretches(tokens: readonly Token[]): Stretch[] {
  return tokens.flatMap(([kind, text]) =>
    text.split(REORDERING).flatMap((part, index) => {
      if (part === '') return [];
      return [{ kind, text: index % 2 === 1 ? nameOf(part) : part, mark: index % 2 === 1 }];
    }),
  );
}

function nameOf(mark: string): string {
  return `U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** `tokens`, coloured when the code was shorter, over `value`: what was added since has no colour yet. */
export function extend(tokens: readonly Token[] | null, value: string): readonly Token[] {
  const known: Token[] = [];
  let end = 0;
  for (const token of tokens ?? []) {
    if (!value.startsWith(token[1], end)) break;
    known.push(token);
    end += token[1].length;
  }
  return end === value.length ? known : [...known, [null, value.slice(end)]];
}
