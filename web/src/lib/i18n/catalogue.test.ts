import { describe, expect, it } from 'vitest';
import {
  checkUsage,
  compare,
  concatenate,
  describe as catalogue,
  emitKeys,
} from '../../../build/catalogue.mjs';
import { localeSource } from '../../../build/locales.ts';
import { accent, filler, mirror, pseudo } from '../../../build/pseudo.mjs';

const file = (text: string, path = 'locales/en/chat.ftl') => ({ path, text });
const en = catalogue([
  file('chat-hello = Hello { $name }\nchat-unread = { $count ->\n  [one] one\n *[other] { $count }\n }\n'),
]);

describe('a catalogue', () => {
  it('knows the arguments of each message and what they must be', () => {
    expect(emitKeys(en)).toContain("'chat-hello': { name: string | number };");
    expect(emitKeys(en)).toContain("'chat-unread': { count: number };");
    expect(emitKeys(catalogue([file('chat-at = { DATETIME($at) }')]))).toContain('{ at: Date | number }');
    expect(emitKeys(catalogue([file('chat-ok = OK')]))).toContain("'chat-ok': null;");
  });

  it('finds doubled, misnamed, empty and broken messages', () => {
    const { problems } = catalogue([
      file('chat-a = 1\nchat-a = 2\nother = 3\nchat-b =\n    .title = 4\n= broken\n'),
    ]);
    expect(problems.join('\n')).toMatch(/chat-a is already in/);
    expect(problems.join('\n')).toMatch(/other must start with "chat-"/);
    expect(problems.join('\n')).toMatch(/chat-b has attributes/);
    expect(problems.join('\n')).toMatch(/not Fluent/);
  });

  it('finds what another locale lacks, adds and misuses', () => {
    const de = catalogue([file('chat-hello = Hallo { $nom }\nchat-extra = mehr\n', 'locales/de/chat.ftl')]);
    expect(compare(en, de, 'de')).toEqual([
      'de: chat-hello uses unknown $nom',
      'de: chat-unread is missing',
      'de: chat-extra is not in en',
    ]);
  });

  it('finds unused messages and unknown keys, and understands keys made of parts', () => {
    const used = (text: string) => checkUsage(en, [{ path: 'a.ts', text }]);
    expect(used("t('chat-hello', { name }); t('chat-unread', { count })")).toEqual([]);
    expect(used("t('chat-hello', { name })")).toEqual(['chat-unread is not used']);
    expect(used('t(`chat-${what}`)')).toEqual([]);
    expect(used("// t('chat-example')\nt('chat-helo'); t(`chat-${what}`)")).toEqual([
      "a.ts: t('chat-helo') has no message",
    ]);
  });

  it('travels without comments', () => {
    expect(concatenate([file('# note\nchat-a = 1\n\n## part\nchat-b = 2\n')])).toBe(
      'chat-a = 1\nchat-b = 2\n',
    );
  });
});

describe('pseudo-locales', () => {
  it('make every text longer by forty per cent and keep it readable', () => {
    const text = 'Switch chat or run a command';
    expect(accent(text)).toBe('Šŵíţçĥ çĥáţ óŕ ŕúñ á çóɱɱáñð');
    expect([...filler(text.length)].length).toBeGreaterThanOrEqual(text.length * 0.4 - 1);
  });

  it('keep arguments, plurals and keys as they are', () => {
    const made = catalogue([
      file(pseudo('en-XA', 'chat-n = { $n ->\n  [one] one\n *[other] { $n } more\n }\n')),
    ]);
    expect(made.problems).toEqual([]);
    expect([...(made.messages.get('chat-n')?.args ?? [])]).toEqual([['n', 'number']]);
  });

  it('force words to run from right to left without gluing them together', () => {
    expect(mirror('two words')).toBe('\u202etwo\u202c \u202ewords\u202c');
  });

  it('have exactly the keys of English', () => {
    const keys = (locale: string) =>
      [...localeSource(locale).matchAll(/^([a-z][\w-]*) =/gm)].map((m) => m[1]).sort();
    expect(keys('en-XA')).toEqual(keys('en'));
    expect(keys('ar-XB')).toEqual(keys('en'));
  });
});
