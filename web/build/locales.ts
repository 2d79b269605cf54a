import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { concatenate, describe, emitKeys, readLocale, SOURCE_LOCALE, writtenLocales } from './catalogue.mjs';
import { pseudo, PSEUDO_LOCALES } from './pseudo.mjs';

const DIRECTORY = fileURLToPath(new URL('../locales', import.meta.url));
const KEYS = fileURLToPath(new URL('../src/lib/i18n/keys.gen.ts', import.meta.url));
const LIST = 'virtual:locales';
const ONE = 'virtual:locale/';

/** Writes the typed keys of `t()` when they have changed. */
export function writeKeys(): void {
  const { messages, problems } = describe(readLocale(DIRECTORY, SOURCE_LOCALE));
  if (problems.length > 0) throw new Error(`locales: ${problems.join('\n')}`);
  const keys = emitKeys({ messages, problems });
  if (!existsSync(KEYS) || readFileSync(KEYS, 'utf8') !== keys) writeFileSync(KEYS, keys);
}

/** The Fluent text of a locale, written or pseudo. */
export function localeSource(locale: string): string {
  if (PSEUDO_LOCALES.includes(locale)) return pseudo(locale, localeSource(SOURCE_LOCALE));
  return concatenate(readLocale(DIRECTORY, locale));
}

/** Serves `virtual:locales` (a loader per locale) and `virtual:locale/<name>` (its text): one lazy chunk per locale. */
export function locales(): Plugin {
  return {
    name: 'tertulia-locales',
    configResolved: () => writeKeys(),
    resolveId: (id) => (id === LIST || id.startsWith(ONE) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${LIST}`) {
        const names = [...writtenLocales(DIRECTORY), ...PSEUDO_LOCALES];
        const rows = names.map(
          (name) => `${JSON.stringify(name)}: () => import(${JSON.stringify(ONE + name)})`,
        );
        return `export const loaders = { ${rows.join(', ')} };`;
      }
      if (!id.startsWith(`\0${ONE}`)) return undefined;
      const locale = id.slice(ONE.length + 1);
      for (const folder of new Set([SOURCE_LOCALE, ...(PSEUDO_LOCALES.includes(locale) ? [] : [locale])])) {
        for (const file of readLocale(DIRECTORY, folder)) this.addWatchFile(file.path);
      }
      return `export default ${JSON.stringify(localeSource(locale))};`;
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
