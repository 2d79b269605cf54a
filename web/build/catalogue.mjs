// Reads, describes and checks the Fluent files of a locale. Used by the build, by the tests and by `npm run locales`.
import { parse } from '@fluent/syntax';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** @typedef {{ path: string, text: string }} SourceFile */
/** @typedef {'text' | 'number' | 'date'} ArgumentKind */
/** @typedef {{ path: string, args: Map<string, ArgumentKind> }} Message */
/** @typedef {{ messages: Map<string, Message>, problems: string[] }} Catalogue */

/** The locale that every other one is compared with, and that the pseudo-locales are made of. */
export const SOURCE_LOCALE = 'en';

/**
 * The files of one locale in a stable order.
 * @param {string} directory The folder that holds one folder per locale.
 * @param {string} locale
 * @returns {SourceFile[]}
 */
export function readLocale(directory, locale) {
  const folder = join(directory, locale);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ftl'))
    .sort()
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));
}

/**
 * The locales that somebody wrote (pseudo-locales are made, not written).
 * @param {string} directory
 * @returns {string[]}
 */
export function writtenLocales(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/**
 * One text for the browser: all files, without comments.
 * @param {SourceFile[]} files
 * @returns {string}
 */
export function concatenate(files) {
  const lines = files.flatMap((file) => file.text.split('\n'));
  return lines.filter((line) => !line.startsWith('#') && line.trim() !== '').join('\n') + '\n';
}

/**
 * The messages of the files with the arguments they take, and what is wrong with them.
 * @param {SourceFile[]} files
 * @returns {Catalogue}
 */
export function describe(files) {
  /** @type {Map<string, Message>} */
  const messages = new Map();
  /** @type {string[]} */
  const problems = [];
  for (const file of files) {
    const area = basename(file.path, '.ftl');
    for (const entry of parse(file.text, {}).body) {
      if (entry.type === 'Junk') {
        problems.push(`${file.path}: not Fluent: ${entry.content.split('\n')[0]}`);
      } else if (entry.type === 'Message') {
        const key = entry.id.name;
        if (messages.has(key)) problems.push(`${file.path}: ${key} is already in ${messages.get(key)?.path}`);
        if (!key.startsWith(`${area}-`)) problems.push(`${file.path}: ${key} must start with "${area}-"`);
        if (entry.attributes.length > 0)
          problems.push(`${file.path}: ${key} has attributes; use a key of its own`);
        if (!entry.value) problems.push(`${file.path}: ${key} is empty`);
        /** @type {Map<string, ArgumentKind>} */
        const args = new Map();
        collectArguments(entry.value, 'text', args);
        messages.set(key, { path: file.path, args });
      }
    }
  }
  return { messages, problems };
}

/**
 * Walks the syntax tree and notes each `$argument` with the kind of value its place asks for.
 * @param {any} node
 * @param {ArgumentKind} kind
 * @param {Map<string, ArgumentKind>} args
 */
function collectArguments(node, kind, args) {
  if (Array.isArray(node)) {
    for (const item of node) collectArguments(item, kind, args);
  } else if (node && typeof node === 'object') {
    if (node.type === 'VariableReference') {
      const known = args.get(node.id.name);
      if (known === undefined || known === 'text') args.set(node.id.name, kind);
    } else if (node.type === 'FunctionReference') {
      collectArguments(node.arguments, node.id.name === 'DATETIME' ? 'date' : 'number', args);
    } else if (node.type === 'SelectExpression') {
      collectArguments(node.selector, isPlural(node.variants) ? 'number' : 'text', args);
      collectArguments(node.variants, 'text', args);
    } else {
      for (const [name, value] of Object.entries(node))
        if (name !== 'span') collectArguments(value, kind, args);
    }
  }
}

const PLURAL = new Set(['zero', 'one', 'two', 'few', 'many']);

/** @param {any[]} variants */
function isPlural(variants) {
  return variants.some((variant) => variant.key.type === 'NumberLiteral' || PLURAL.has(variant.key.name));
}

/**
 * The TypeScript file that makes `t()` refuse a wrong key or argument.
 * @param {Catalogue} catalogue
 * @returns {string}
 */
export function emitKeys({ messages }) {
  const types = { text: 'string | number', number: 'number', date: 'Date | number' };
  const rows = [...messages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { args }]) => {
      const fields = [...args].map(([name, kind]) => `${name}: ${types[kind]}`).join('; ');
      return `  '${key}': ${fields ? `{ ${fields} }` : 'null'};`;
    });
  return `// Written by build/catalogue.mjs from locales/en. Do not edit.\nexport interface Messages {\n${rows.join('\n')}\n}\n`;
}

/**
 * What `other` lacks or has too much of, compared with the source locale.
 * @param {Catalogue} source
 * @param {Catalogue} other
 * @param {string} locale
 * @returns {string[]}
 */
export function compare(source, other, locale) {
  const problems = [...other.problems];
  for (const [key, { args }] of source.messages) {
    const theirs = other.messages.get(key);
    if (!theirs) problems.push(`${locale}: ${key} is missing`);
    else
      for (const name of theirs.args.keys())
        if (!args.has(name)) problems.push(`${locale}: ${key} uses unknown $${name}`);
  }
  for (const key of other.messages.keys())
    if (!source.messages.has(key)) problems.push(`${locale}: ${key} is not in en`);
  return problems;
}

/**
 * Keys that no source file mentions, and literal `t('…')` calls whose key does not exist.
 * A template such as `` t(`error-${code}`) `` uses every key that starts with `error-`.
 * @param {Catalogue} catalogue
 * @param {SourceFile[]} sources
 * @returns {string[]}
 */
export function checkUsage({ messages }, sources) {
  const text = sources.map((file) => file.text).join('\n');
  const words = new Set(text.match(/[a-z][a-z0-9]*(?:-[a-z0-9]+)+/g) ?? []);
  const prefixes = [...text.matchAll(/`([a-z][a-z0-9]*(?:-[a-z0-9]+)*-)\$\{/g)].map(
    (match) => match[1] ?? '',
  );
  /** @type {string[]} */
  const problems = [];
  for (const key of messages.keys()) {
    if (!words.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))
      problems.push(`${key} is not used`);
  }
  for (const file of sources) {
    for (const match of withoutComments(file.text).matchAll(/\bt\(\s*'([^']+)'/g)) {
      const key = match[1] ?? '';
      if (!messages.has(key)) problems.push(`${file.path}: t('${key}') has no message`);
    }
  }
  return problems;
}

/** Examples in doc comments are not uses. @param {string} text */
function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|<!--[\s\S]*?-->/gm, '');
}
