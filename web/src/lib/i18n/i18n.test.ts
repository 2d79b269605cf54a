import { describe, expect, it, vi } from 'vitest';
import { compile, localeWords } from '../../../build/locales.ts';
import { direction, isolate } from './direction.ts';
import { clock } from './format.ts';
import { i18n, t, withWords } from './i18n.svelte.ts';
import { negotiate, regional } from './negotiate.ts';

const name = 'Ana';

describe('t', () => {
  it('fills in arguments and chooses the plural', () => {
    i18n.install('en', localeWords('en'));
    expect(t('common-announce-many', { count: 1, chat: 'Lisbon' })).toBe('1 new message in Lisbon');
    expect(t('common-announce-many', { count: 1234, chat: 'Lisbon' })).toBe('1,234 new messages in Lisbon');
  });

  it('leaves left-to-right names alone and isolates right-to-left ones in English', () => {
    i18n.install('en', localeWords('en'));
    expect(t('common-announce-message', { author: name, text: 'hi' })).toBe('Ana: hi');
    expect(t('common-announce-message', { author: 'ليلى', text: 'hi' })).toBe('\u2068ليلى\u2069: hi');
  });

  it('isolates every name in a right-to-left locale', () => {
    i18n.install('ar-XB', localeWords('ar-XB'));
    expect(t('common-announce-message', { author: name, text: 'hi' })).toContain('\u2068Ana\u2069');
  });

  it('uses all six Arabic plural forms', () => {
    const source = [
      'days = { $n ->',
      '  [zero] zero',
      '  [one] one',
      '  [two] two',
      '  [few] few',
      '  [many] many',
      ' *[other] other',
      ' }',
    ].join('\n');
    i18n.install('ar', compile(source));
    const forms = [0, 1, 2, 3, 11, 100].map((n) => i18n.format('days', { n }));
    expect(forms).toEqual(['zero', 'one', 'two', 'few', 'many', 'other']);
  });

  it('is loud about a message that does not exist or lacks an argument', () => {
    i18n.install('en', compile('greeting = Hello { $name }'));
    expect(() => i18n.format('nothing')).toThrow('nothing');
    expect(() => i18n.format('greeting')).toThrow('name');
  });

  it('takes in the words of more pages when they are needed, in the locale in use and in the next', async () => {
    i18n.install('en', localeWords('en', 'core'));
    expect(() => i18n.format('people-members')).toThrow('people-members');
    await i18n.fetch('beside');
    expect(() => i18n.format('people-members')).toThrow('people-members');
    expect(await withWords('beside', Promise.resolve('the panel'))).toBe('the panel');
    expect(t('people-members')).toBe('People');
    expect(t('common-cancel')).toBe('Cancel');
    await i18n.use('ar-XB');
    expect(t('people-members')).not.toBe('People');
  });

  it('refuses a locale that was not built in', async () => {
    await expect(i18n.use('xx')).rejects.toThrow('xx');
  });
});

describe('direction', () => {
  it('follows the script of the locale', () => {
    expect(['en', 'ar', 'ar-XB', 'he', 'zh-Hant', 'az-Arab', 'uz-Latn'].map(direction)).toEqual([
      'ltr',
      'rtl',
      'rtl',
      'rtl',
      'ltr',
      'rtl',
      'ltr',
    ]);
  });

  it('isolates names that carry direction marks', () => {
    expect(isolate('a\u202eb', 'ltr')).toBe('\u2068a\u202eb\u2069');
  });
});

describe('negotiate', () => {
  const available = ['en', 'ja', 'zh-Hant', 'ar', 'de'];

  it.each([
    [['ja-JP', 'en'], 'ja'],
    [['zh-TW'], 'zh-Hant'],
    [['zh-CN', 'de'], 'de'],
    [['fr', 'AR-eg'], 'ar'],
    [['fr'], 'en'],
    [['not a tag', 'de-AT'], 'de'],
    [[], 'en'],
  ])('serves %j with %s', (wanted, got) => {
    expect(negotiate(wanted, available)).toBe(got);
  });
});

describe('regional', () => {
  it.each([
    ['en', ['en-GB', 'en'], 'en-GB'],
    ['en', ['de-AT', 'en-US'], 'en-US'],
    ['en', ['de-AT', 'de'], 'en-AT'],
    ['en', ['fr'], 'en-FR'],
    ['en', ['en'], 'en'],
    ['en', [], 'en'],
    ['zh-Hant', ['zh-CN', 'zh-HK'], 'zh-HK'],
    ['ar-XB', ['en-GB'], 'ar-XB'],
    ['en', ['not a tag', 'en-IE'], 'en-IE'],
  ])('writes dates of %s for %j as %s', (locale, wanted, got) => {
    expect(regional(locale, wanted)).toBe(got);
  });

  it('tells the time as it is told where the browser says that the person is', () => {
    vi.stubGlobal('navigator', { languages: ['en-GB'] });
    i18n.install('en', localeWords('en'));
    expect(clock(new Date(2026, 2, 12, 18, 20))).toBe('18:20');
    vi.stubGlobal('navigator', { languages: ['en-US'] });
    i18n.install('ar-XB', localeWords('ar-XB'));
    i18n.install('en', localeWords('en'));
    expect(clock(new Date(2026, 2, 12, 18, 20))).toMatch(/^6:20\sPM$/);
    vi.unstubAllGlobals();
  });
});
