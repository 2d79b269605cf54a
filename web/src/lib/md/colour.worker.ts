/** The worker that colours code: highlight.js with its 37 common languages, as a tree and never as HTML. */
import type { Element, ElementContent } from 'hast';
import { common, createLowlight } from 'lowlight';
import { type ColourAnswer, type ColourRequest, kindOf, type Token, type TokenKind } from './colour.ts';

const lowlight = createLowlight(common);

addEventListener('message', ({ data }: MessageEvent<ColourRequest>) => {
  const answer: ColourAnswer = { id: data.id, tokens: colour(data.language, data.value) };
  postMessage(answer);
});

function colour(language: string, value: string): Token[] | null {
  if (!lowlight.registered(language)) return null;
  const tokens: Token[] = [];
  collect(lowlight.highlight(language, value).children, null, tokens);
  return tokens;
}

function collect(
  nodes: readonly (ElementContent | Element | { type: string })[],
  kind: TokenKind | null,
  into: Token[],
): void {
  for (const node of nodes) {
    if (node.type === 'text' && 'value' in node) {
      const last = into.at(-1);
      if (last !== undefined && last[0] === kind) into[into.length - 1] = [kind, last[1] + node.value];
      else into.push([kind, node.value]);
    } else if (node.type === 'element' && 'children' in node) {
      const names = node.properties['className'];
      collect(node.children, (Array.isArray(names) ? kindOf(names) : null) ?? kind, into);
    }
  }
}
