import * as symbols from 'micromark-util-symbol';
import type { Plugin } from 'vite';

/**
 * Constructs that `src/lib/md/syntax/dialect.ts` turns off, and emphasis, for which the extension for Chinese, Japanese
 * and Korean is asked first and always has an answer. The parser would bring them along all the same.
 */
const OFF =
  /micromark-core-commonmark\/lib\/(html-flow|html-text|setext-underline|code-indented|attention)\.js$/;

/** What names its codes by properties of objects, which no minifier dares to replace by their values. */
const NAMING = /\/node_modules\/micromark-extension-cjk-friendly[\w-]*\//;
const NAME = /(?<![.\w])(codes|constants|types)\.(\w+)/g;

/**
 * Leaves out of the Markdown parser what its dialect never uses: everybody who opens a chat waits for the parser.
 * It parses the same without this plugin, and `npm run dev`, which bundles packages on its own, does.
 */
export function leanParser(): Plugin {
  return {
    name: 'tertulia-lean-parser',
    enforce: 'pre',
    load(id) {
      const [, file] = OFF.exec(id) ?? [];
      if (file === undefined) return null;
      const name = file.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      return `export const ${name} = { name: '${name}', tokenize: (effects, ok, nok) => nok };`;
    },
    transform(code, id) {
      if (!NAMING.test(id) || !code.includes('micromark-util-symbol')) return null;
      return { code: code.replace(NAME, (_, table: string, key: string) => valueOf(table, key)), map: null };
    },
  };
}

function valueOf(table: string, key: string): string {
  const value = Object.entries(symbols).find(([name]) => name === table)?.[1];
  const entry = Object.entries(value ?? {}).find(([name]) => name === key);
  if (!entry) throw new Error(`micromark-util-symbol has no ${table}.${key}`);
  return JSON.stringify(entry[1]);
}
