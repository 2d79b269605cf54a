import { describe, expect, it } from 'vitest';
import {
  carried,
  charactersOf,
  insertion,
  mentionBeside,
  outside,
  pieces,
  queryAt,
  rejoined,
  trimmed,
} from './mentions.ts';

const ana = { start: 6, end: 10, profile: 'ana' };
const text = 'hello @Ana, ready?';

describe('a mention while one writes', () => {
  it('moves with what is written before it', () => {
    expect(carried([ana], text, 'oh, ' + text, 4)).toEqual([{ start: 10, end: 14, profile: 'ana' }]);
  });
  it('stays where it is when something is written behind it', () => {
    expect(carried([ana], text, text + '!', text.length + 1)).toEqual([ana]);
    expect(carried([ana], text, 'hello @Ana!, ready?', 11)).toEqual([ana]);
  });
  it('becomes words when it is changed', () => {
    expect(carried([ana], text, 'hello @Anna, ready?', 9)).toEqual([]);
    expect(carried([ana], text, 'hello @An, ready?', 9)).toEqual([]);
    expect(carried([ana], text, 'hello , ready?', 6)).toEqual([]);
  });
  it('keeps its place when the same letters stand beside it', () => {
    const before = 'aa@aa';
    const mention = { start: 2, end: 5, profile: 'aa' };
    expect(carried([mention], before, 'aaa@aa', 1)).toEqual([{ start: 3, end: 6, profile: 'aa' }]);
    expect(carried([{ start: 1, end: 4, profile: 'aa' }], '@@aa', '@@@aa', 1)).toEqual([
      { start: 2, end: 5, profile: 'aa' },
    ]);
  });
  it('comes back with an undo', () => {
    const known = new Map([['@Ana', 'ana']]);
    expect(rejoined({ text, mentions: [] }, known)).toEqual([ana]);
    expect(rejoined({ text, mentions: [ana] }, known)).toEqual([ana]);
  });
  it('is taken whole by one Backspace', () => {
    expect(mentionBeside([ana], 10, 'before')).toBe(ana);
    expect(mentionBeside([ana], 6, 'after')).toBe(ana);
    expect(mentionBeside([ana], 9, 'before')).toBeUndefined();
  });
  it('is crossed in one step', () => {
    expect(outside([ana], 9, 10)).toBe(6);
    expect(outside([ana], 7, 6)).toBe(10);
    expect(outside([ana], 3, 2)).toBe(3);
  });
});

describe('looking for somebody', () => {
  const look = (written: string) => queryAt({ text: written, mentions: [] }, written.length);
  it('begins with a sign at the beginning of a word', () => {
    expect(look('@')).toEqual({ start: 0, end: 1, query: '' });
    expect(look('hello @an')).toEqual({ start: 6, end: 9, query: 'an' });
    expect(look('(@an')).toEqual({ start: 1, end: 4, query: 'an' });
    expect(look('@김서 연')).toEqual({ start: 0, end: 5, query: '김서 연' });
  });
  it('needs no space in scripts that have none, and knows their wide sign', () => {
    expect(look('你好@小')?.query).toBe('小');
    expect(look('ねえ＠さく')?.query).toBe('さく');
  });
  it('is not an address', () => {
    expect(look('ana@example')).toBeNull();
    expect(look('ana.maria+x@example')).toBeNull();
  });
  it('ends with the line, and with two spaces', () => {
    expect(look('@an\nx')).toBeNull();
    expect(look('@an  x')).toBeNull();
    expect(look('@ an')).toBeNull();
  });
  it('does not begin in a mention that is there', () => {
    expect(queryAt({ text, mentions: [ana] }, 10)).toBeNull();
  });
  it('leaves one space behind the name', () => {
    expect(insertion('hi @an', { start: 3, end: 6, query: 'an' }, 'Ana')).toEqual({
      inserted: '@Ana ',
      length: 4,
    });
    expect(insertion('hi @an there', { start: 3, end: 6, query: 'an' }, 'Ana')).toEqual({
      inserted: '@Ana',
      length: 4,
    });
  });
});

describe('what is sent', () => {
  it('has no space around it, and its mentions where they belong', () => {
    const written = { text: '\n  @Ana hi  ', mentions: [{ start: 3, end: 7, profile: 'ana' }] };
    expect(trimmed(written)).toEqual({ text: '@Ana hi', mentions: [{ start: 0, end: 4, profile: 'ana' }] });
  });
  it('is cut at its mentions for drawing', () => {
    expect(pieces({ text, mentions: [ana] }).map((piece) => piece.text)).toEqual([
      'hello ',
      '@Ana',
      ', ready?',
    ]);
    expect(pieces({ text: '', mentions: [] })).toEqual([]);
  });
  it('is counted in characters, not in code units', () => {
    expect(charactersOf('a👍é김')).toBe(4);
  });
});
