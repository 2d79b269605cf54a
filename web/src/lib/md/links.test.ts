import { describe, expect, test } from 'vitest';
import { safeLink, withoutOverrides } from './links.ts';
import { unicodeHost } from './punycode.ts';

describe('an address', () => {
  test.each([
    ['javascript:alert(1)'],
    ['JaVaScRiPt:alert(1)'],
    ['java\nscript:alert(1)'],
    ['\u0001javascript:alert(1)'],
    ['java\u200bscript:alert(1)'],
    ['\u202ejavascript:alert(1)'],
    ['javascript&colon;alert(1)'],
    ['data:text/html,<script>alert(1)</script>'],
    ['vbscript:x'],
    ['file:///etc/passwd'],
    ['blob:https://a.example/1'],
    ['intent://x#Intent;end'],
    ['//evil.example/x'],
    ['/settings'],
    ['x.html'],
    ['https://'],
    [''],
  ])('%j is no link', (url) => {
    expect(safeLink(url, 'words')).toBeNull();
  });

  test.each([
    ['https://a.example/x?y#z', 'https://a.example/x?y#z'],
    ['HTTP://A.example', 'http://a.example/'],
    ['mailto:ana@a.example', 'mailto:ana@a.example'],
    ['tel:+351123', 'tel:+351123'],
    [' https://a.example/\u0007x', 'https://a.example/x'],
  ])('%j leads to %j', (url, href) => {
    expect(safeLink(url, 'words')?.href).toBe(href);
  });
});

describe('the host behind a link', () => {
  const reveal = (url: string, words: string) => safeLink(url, words)?.reveal;

  test('is shown encoded when its letters pass for others', () => {
    expect(reveal('https://аpple.com', 'https://аpple.com')).toBe('xn--pple-43d.com');
    expect(reveal('https://xn--pple-43d.com', 'Apple')).toBe('xn--pple-43d.com');
    expect(reveal('https://ġoogle.example', 'ġoogle.example')).toMatch(/^xn--/);
  });

  test('is left alone in scripts of their own', () => {
    expect(reveal('https://日本語.jp/次', '日本語.jp')).toBeNull();
    expect(reveal('https://한국.kr', 'https://한국.kr')).toBeNull();
    expect(reveal('https://مثال.example', 'مثال.example')).toBeNull();
  });

  test('is shown when the words name another one', () => {
    expect(reveal('https://evil.example/login', 'https://bank.example')).toBe('evil.example');
    expect(reveal('https://evil.example', 'go to bank.example now')).toBe('evil.example');
    expect(reveal('https://bank.example@evil.example', 'https://bank.example')).toBe('evil.example');
    expect(reveal('https://www.bank.example/x', 'bank.example')).toBeNull();
    expect(reveal('https://bank.example/x', 'our bank')).toBeNull();
  });

  test('is read in letters', () => {
    expect(unicodeHost('xn--bcher-kva.example')).toBe('bücher.example');
    expect(unicodeHost('xn--wgv71a119e.jp')).toBe('日本語.jp');
    expect(unicodeHost('xn--!!!.example')).toBe('xn--!!!.example');
    expect(unicodeHost('plain.example')).toBe('plain.example');
  });
});

test('forced direction is taken out of text, natural direction stays', () => {
  expect(withoutOverrides('a\u202egpj.exe\u202c \u2067ع\u2069')).toBe('agpj.exe\u202c \u2067ع\u2069');
});
