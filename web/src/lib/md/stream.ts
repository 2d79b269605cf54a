/**
 * Parses a text that grows. Blocks that further text cannot change are sealed: parsed once, and never looked at again.
 * What remains, the tail, is parsed anew on each update.
 *
 * A block is sealed once the next block has begun on a complete line: CommonMark decides blocks line by line, and a
 * later line never reopens a closed block. A link definition may still reach its title from the line below, so one is
 * sealed only by a blank line. Definitions act on the whole text: when they change, sealed blocks that may refer to
 * them are parsed again.
 */
import { normalizeIdentifier } from 'micromark-util-normalize-identifier';
import { OpenFence } from './fence.ts';
import { isParsable } from './limits.ts';
import { type Definition, type Definitions, lowerBlock } from './lower.ts';
import { definitionsIn, type Located, parse, readable } from './parse.ts';
import { repair } from './repair.ts';
import { share } from './share.ts';
import type { MentionTable } from './syntax/mention.ts';
import type { MentionRange, Piece, Trust } from './tree.ts';

/** What does not change while a text grows. */
export interface StreamOptions {
  readonly trust: Trust;
  readonly mentions?: readonly MentionRange[] | undefined;
}

/** A block that is settled, with its source. */
interface Sealed {
  readonly start: number;
  readonly source: string;
  piece: Piece | null;
}

const LINE_ENDING = /\r\n?|\n/;

/** A growing text and its blocks. */
export class MarkdownStream {
  readonly #trust: Trust;
  readonly #mentions: MentionTable;
  #text = '';
  /** Up to where the text is sealed, in UTF-16 code units; always the start of a line. */
  #tail = 0;
  #sealed: Sealed[] = [];
  #sealedDefinitions = new Map<string, Definition>();
  #definitions: Definitions = new Map();
  #fence: OpenFence | null = null;
  #pieces: readonly Piece[] = [];
  /** Whether the text went beyond a cap; it then stays plain. */
  #plain = false;

  constructor(options: StreamOptions) {
    this.#trust = options.trust;
    this.#mentions = new Map((options.mentions ?? []).map((mention) => [mention.start, mention]));
  }

  /**
   * Takes the whole text so far and gives its blocks; those that did not change are the same objects as before.
   * `growing` says that more will come: what is half written at the end is then closed for display. A text that does
   * not continue the last one starts over.
   */
  update(source: string, growing = false): readonly Piece[] {
    const text = readable(source);
    if (!text.startsWith(this.#text)) this.#reset();
    this.#plain ||= !isParsable(text, this.#tail);
    this.#text = text;
    const tail = this.#plain ? this.#updatePlain() : (this.#updateFence() ?? this.#updateTail(growing));
    const sealed = this.#sealed.map(({ piece }) => piece).filter((piece) => piece !== null);
    const before = new Map(this.#pieces.map((piece) => [piece.key, piece]));
    this.#pieces = [...sealed, ...tail].map((piece) => share(before.get(piece.key), piece));
    return this.#pieces;
  }

  #reset(): void {
    this.#tail = 0;
    this.#sealed = [];
    this.#sealedDefinitions.clear();
    this.#definitions = new Map();
    this.#fence = null;
    this.#plain = false;
  }

  #updatePlain(): Piece[] {
    this.#sealed = [];
    this.#tail = 0;
    return [{ key: 0, block: { type: 'plain', value: this.#text } }];
  }

  /** The tail as one open code block, if it is one: a long listing is then not parsed again on each token. */
  #updateFence(): Piece[] | null {
    this.#fence ??= OpenFence.at(this.#text, this.#tail);
    const block = this.#fence?.update(this.#text) ?? null;
    if (block === null) this.#fence = null;
    return block === null ? null : [{ key: this.#tail, block }];
  }

  #updateTail(growing: boolean): Piece[] {
    const base = this.#tail;
    const source = this.#text.slice(base);
    const nodes = this.#parse(source, base, this.#sealedDefinitions);
    this.#define(definitionsOf(nodes));
    const count = sealable(source, nodes);
    this.#seal(nodes.slice(0, count), nodes[count]?.lineStart ?? 0, source);
    const open = nodes.slice(count);
    const last = open.at(-1);
    if (!growing || last === undefined) return this.#lower(open, source, base);
    const repaired = repair(source, last.node);
    if (repaired === source) return this.#lower(open, source, base);
    const start = last.lineStart;
    const shown = repaired.slice(start);
    return [
      ...this.#lower(open.slice(0, -1), source, base),
      ...this.#lower(this.#parse(shown, base + start, this.#definitions), shown, base + start),
    ];
  }

  #seal(nodes: readonly Located[], end: number, source: string): void {
    const base = this.#tail;
    nodes.forEach((located, index) => {
      const start = located.lineStart;
      const [piece = null] = this.#lower([located], source, base);
      this.#sealed.push({
        start: base + start,
        source: source.slice(start, nodes[index + 1]?.lineStart ?? end),
        piece,
      });
    });
    for (const [identifier, definition] of definitionsOf(nodes)) {
      if (!this.#sealedDefinitions.has(identifier)) this.#sealedDefinitions.set(identifier, definition);
    }
    if (nodes.length > 0) this.#tail = base + end;
  }

  /** Takes the definitions of the tail into account, in the sealed blocks too. */
  #define(ofTail: Definitions): void {
    const before = this.#definitions;
    this.#definitions = new Map([...ofTail, ...this.#sealedDefinitions]);
    const changed = [...new Set([...before.keys(), ...this.#definitions.keys()])].filter((identifier) => {
      const [old, now] = [before.get(identifier), this.#definitions.get(identifier)];
      return old?.url !== now?.url || old?.title !== now?.title;
    });
    // The first word of an identifier is never broken over lines, so it finds every block that may refer to it.
    const words = changed.map((identifier) => normalizeIdentifier(identifier.split(' ', 1)[0] ?? ''));
    if (words.length === 0) return;
    for (const sealed of this.#sealed) {
      const searched = normalizeIdentifier(sealed.source);
      if (!words.some((word) => searched.includes(word))) continue;
      const nodes = this.#parse(sealed.source, sealed.start, this.#definitions);
      sealed.piece = this.#lower(nodes, sealed.source, sealed.start)[0] ?? null;
    }
  }

  #parse(source: string, base: number, definitions: Definitions): Located[] {
    const defined = [...definitions.keys()].map(normalizeIdentifier);
    return parse(source, { trust: this.#trust, mentions: this.#mentions, base, defined });
  }

  #lower(nodes: readonly Located[], source: string, base: number): Piece[] {
    const context = { source, definitions: this.#definitions };
    return nodes.flatMap(({ node, lineStart }) => {
      const block = lowerBlock(node, context);
      return block === null ? [] : [{ key: base + lineStart, block }];
    });
  }
}

function definitionsOf(nodes: readonly Located[]): Definitions {
  return new Map(
    [...definitionsIn(nodes)].map(([id, { url, title }]) => [id, { url, title: title ?? null }]),
  );
}

/** How many of `nodes` no further text can change. */
function sealable(source: string, nodes: readonly Located[]): number {
  const lastLine = source.split(LINE_ENDING).length;
  for (let index = nodes.length - 1; index > 0; index -= 1) {
    const [before, node] = [nodes[index - 1], nodes[index]];
    if (before === undefined || node === undefined) continue;
    // A table is one by its second line.
    const decided = node.firstLine + (node.node.type === 'table' ? 1 : 0);
    if (decided >= lastLine) continue;
    if (before.node.type !== 'definition' || node.firstLine > before.lastLine + 1) return index;
  }
  return 0;
}
