/** Directions of what is drawn: `dir="auto"` serves a paragraph, but lists, quotes and tables hold several. */
import type { Block, Inline } from './tree.ts';

const LETTER = /\p{L}/u;
const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** The direction of the first letter among `blocks`, or `undefined` where there is none. */
export function directionOf(blocks: readonly Block[]): 'ltr' | 'rtl' | undefined {
  const letter = firstLetter(blocks);
  if (letter === undefined) return undefined;
  return RTL.test(letter) ? 'rtl' : 'ltr';
}

function firstLetter(blocks: readonly Block[]): string | undefined {
  for (const block of blocks) {
    const letter = letterOf(block);
    if (letter !== undefined) return letter;
  }
  return undefined;
}

function letterOf(block: Block): string | undefined {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineLetter(block.children);
    case 'quote':
      return firstLetter(block.children);
    case 'list':
      return firstLetter(block.items.flatMap((item) => item.children));
    case 'table':
      return [block.head, ...block.rows]
        .flat()
        .map(inlineLetter)
        .find((letter) => letter !== undefined);
    case 'plain':
      return LETTER.exec(block.value)?.[0];
    case 'code':
    case 'math':
    case 'rule':
      return undefined;
  }
}

function inlineLetter(inlines: readonly Inline[]): string | undefined {
  for (const inline of inlines) {
    const text = 'children' in inline ? inlineLetter(inline.children) : 'value' in inline ? inline.value : '';
    const letter = LETTER.exec(text ?? '')?.[0];
    if (letter !== undefined) return letter;
  }
  return undefined;
}

const UPRIGHT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}]/u;

/** Whether emphasis has to be shown by weight: these scripts have no italics. */
export function isUpright(inlines: readonly Inline[]): boolean {
  return inlines.some((inline) =>
    'children' in inline ? isUpright(inline.children) : inline.type === 'text' && UPRIGHT.test(inline.value),
  );
}
