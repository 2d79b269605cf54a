// `npm run locales` writes the typed keys; `--check` also fails on unused, unknown, missing or misnamed messages.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  checkUsage,
  compare,
  describe,
  emitKeys,
  readLocale,
  SOURCE_LOCALE,
  writtenLocales,
} from '../build/catalogue.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOCALES = join(ROOT, 'locales');
const KEYS = join(ROOT, 'src/lib/i18n/keys.gen.ts');

const source = describe(readLocale(LOCALES, SOURCE_LOCALE));
const keys = emitKeys(source);
if (!existsSync(KEYS) || readFileSync(KEYS, 'utf8') !== keys) writeFileSync(KEYS, keys);

const problems = [...source.problems];
if (process.argv.includes('--check')) {
  for (const locale of writtenLocales(LOCALES).filter((name) => name !== SOURCE_LOCALE)) {
    problems.push(...compare(source, describe(readLocale(LOCALES, locale)), locale));
  }
  problems.push(...checkUsage(source, sources(join(ROOT, 'src'))));
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`${source.messages.size} messages in ${SOURCE_LOCALE}.`);

/** Every source file that may name a key. @param {string} folder @returns {{ path: string, text: string }[]} */
function sources(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    if (!/\.(svelte|ts)$/.test(name) || /\.(test|gen)\.ts$/.test(name)) return [];
    return [{ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }];
  });
}
