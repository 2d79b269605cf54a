import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FluentResource } from '@fluent/bundle';
import type { Plugin } from 'vite';
import type { Words } from '../src/lib/i18n/words.ts';
import { concatenate, describe, emitKeys, readLocale, SOURCE_LOCALE, writtenLocales } from './catalogue.mjs';
import { pseudo, PSEUDO_LOCALES } from './pseudo.mjs';

const DIRECTORY = fileURLToPath(new URL('../locales', import.meta.url));
const KEYS = fileURLToPath(new URL('../src/lib/i18n/keys.gen.ts', import.meta.url));
const LIST = 'virtual:locales';
const ONE = 'virtual:locale/';

/**
 * Words that travel together. `core` is what a stranger reads: invites, sign-in, what every page shares; `beside` is what
 * stands beside a chat or over it, once somebody opens it. A file that stands nowhere here belongs to the chat.
 */
const FILES_OF: Record<string, readonly string[]> = {
  core: ['account', 'commands', 'common', 'join', 'shell', 'shortcuts', 'system'],
  beside: ['emoji', 'groups', 'people', 'search'],
  settings: ['admin', 'local', 'settings', 'setup'],
};
const PARTS = ['core', 'chat', 'beside', 'settings'];

/** The part of the words that a file belongs to. */
function partOf(path: string): string {
  const name = basename(path, '.ftl');
  return Object.keys(FILES_OF).find((part) => FILES_OF[part]?.includes(name)) ?? 'chat';
}

/** Writes the typed keys of `t()` when they have changed. */
export function writeKeys(): void {
  const { messages, problems } = describe(readLocale(DIRECTORY, SOURCE_LOCALE));
  if (problems.length > 0) throw new Error(`locales: ${problems.join('\n')}`);
  const keys = emitKeys({ messages, problems });
  if (!existsSync(KEYS) || readFileSync(KEYS, 'utf8') !== keys) writeFileSync(KEYS, keys);
}

/** The Fluent text of a locale, written or pseudo; of one part, or of all. */
export function localeSource(locale: string, part?: string): string {
  if (PSEUDO_LOCALES.includes(locale)) return pseudo(locale, localeSource(SOURCE_LOCALE, part));
  const files = readLocale(DIRECTORY, locale);
  return concatenate(part === undefined ? files : files.filter(({ path }) => partOf(path) === part));
}

/** Fluent text as what the app shows: read while building, so that nobody waits for a parser. */
export function compile(source: string): Words {
  const { body } = new FluentResource(source);
  return Object.fromEntries(body.flatMap(({ id, value }) => (value === null ? [] : [[id, value]])));
}

/** The words of a locale, of one part or of all. */
export function localeWords(locale: string, part?: string): Words {
  return compile(localeSource(locale, part));
}

/**
 * Serves `virtual:locales` (loaders per locale and part), `virtual:locale/<name>/<part>` (a lazy chunk each) and
 * `virtual:locale/<name>` (all words, for tests).
 */
export function locales(): Plugin {
  return {
    name: 'tertulia-locales',
    configResolved: () => writeKeys(),
    resolveId: (id) => (id === LIST || id.startsWith(ONE) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${LIST}`) {
        const names = [...writtenLocales(DIRECTORY), ...PSEUDO_LOCALES];
        const rows = names.map((name) => {
          const parts = PARTS.map(
            (part) => `${part}: () => import(${JSON.stringify(`${ONE}${name}/${part}`)})`,
          );
          return `${JSON.stringify(name)}: { ${parts.join(', ')} }`;
        });
        return `export const loaders = { ${rows.join(', ')} };`;
      }
      if (!id.startsWith(`\0${ONE}`)) return undefined;
      const [locale = '', part] = id.slice(ONE.length + 1).split('/');
      for (const folder of new Set([SOURCE_LOCALE, ...(PSEUDO_LOCALES.includes(locale) ? [] : [locale])])) {
        for (const file of readLocale(DIRECTORY, folder)) this.addWatchFile(file.path);
      }
      return `export default ${JSON.stringify(localeWords(locale, part))};`;
    },
    handleHotUpdate({ file, server }) {
      if (!file.startsWith(DIRECTORY)) return;
      writeKeys();
      for (const module of server.moduleGraph.idToModuleMap.values()) {
        if (module.id?.startsWith(`\0${ONE}`)) server.moduleGraph.invalidateModule(module);
      }
      server.ws.send({ type: 'full-reload' });
    },
  };
}
