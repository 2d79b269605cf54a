/** An open code block at the start of the tail, read without the parser while a model is still writing it. */
import { infoOf } from './lower.ts';
import type { Block } from './tree.ts';

const OPENING = /(`{3,}|~{3,})([^\n`&\\\r]*)\n/y;

/** A top-level code block whose closing fence has not come. */
export class OpenFence {
  readonly #body: number;
  readonly #language: string | null;
  readonly #closing: RegExp;
  /** Start of the first line that has not been seen whole, in UTF-16 code units. */
  #line: number;

  private constructor(body: number, fence: string, language: string | null) {
    this.#body = body;
    this.#line = body;
    this.#language = language;
    this.#closing = new RegExp(`^ {0,3}${fence.charAt(0)}{${String(fence.length)},}[ \\t]*$`);
  }

  /** The code block that opens at `offset` of `text`, if one does, and plainly enough. */
  static at(text: string, offset: number): OpenFence | null {
    OPENING.lastIndex = offset;
    const match = OPENING.exec(text);
    if (match === null) return null;
    const [opening, fence = '', info = ''] = match;
    return new OpenFence(offset + opening.length, fence, infoOf(info));
  }

  /** The block so far, or `null` once it is closed or holds what needs the parser. */
  update(text: string): Block | null {
    for (;;) {
      const next = text.indexOf('\n', this.#line);
      const line = text.slice(this.#line, next < 0 ? text.length : next);
      if (this.#closing.test(line) || line.includes('\r')) return null;
      if (next < 0) break;
      this.#line = next + 1;
    }
    const end = text.endsWith('\n') ? text.length - 1 : text.length;
    return {
      type: 'code',
      language: this.#language,
      value: text.slice(this.#body, Math.max(end, this.#body)),
    };
  }
}
