/**
 * Caps that keep a hostile message from stalling a browser. Parsing is on the main thread, and parts of CommonMark
 * take quadratic time, so what no person and no model writes in earnest is shown as it was written.
 */

/** Longest text that is parsed, in UTF-16 code units. */
export const MAX_TEXT = 512 * 1024;

/** Deepest nesting that is drawn, of blocks and of inlines each. */
export const MAX_NESTING = 32;

/** Most cells of a table, its header included. */
export const MAX_TABLE_CELLS = 2_000;

/** Most delimiters (`*`, `[`, `$` and the like) that act within one paragraph; resolving them may cost their square. */
export const MAX_DELIMITERS = 2_000;

/** Longest code that is coloured, in UTF-16 code units. */
export const MAX_COLOURED = 60_000;

const MARKER = /[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;
const INDENT = /[ \t]*/y;
const RULE = /^[ \t]*([-*_])(?:[ \t]*\1)*[ \t\r]*$/;

/**
 * Whether `text` may be given to the parser. `from` is the offset of a line start up to which that is known already.
 */
export function isParsable(text: string, from = 0): boolean {
  return text.length <= MAX_TEXT && !isTooDeep(text, from);
}

/** Whether a line opens more than {@link MAX_NESTING} quotes and lists, or is indented as if that many were open. */
function isTooDeep(text: string, from: number): boolean {
  for (let line = from; line < text.length;) {
    const next = text.indexOf('\n', line);
    const end = next < 0 ? text.length : next;
    if (depthOf(text, line, end) > MAX_NESTING && !RULE.test(text.slice(line, end))) return true;
    line = end + 1;
  }
  return false;
}

function depthOf(text: string, line: number, end: number): number {
  MARKER.lastIndex = line;
  let depth = 0;
  while (MARKER.lastIndex < end && MARKER.test(text)) depth += 1;
  if (depth === 0) return 0;
  INDENT.lastIndex = line;
  const indent = INDENT.exec(text)?.[0] ?? '';
  return depth + indent.replaceAll('\t', '    ').length / 4;
}
