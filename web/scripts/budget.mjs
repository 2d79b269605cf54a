// `npm run build` ends with this: the bytes a person waits for, per route, against the budgets of the design.
// A route's bytes are the static imports of the entry, the page, the shell's parts it needs, and the English words.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const KIB = 1024;
const dist = process.argv[2] ?? fileURLToPath(new URL('../dist', import.meta.url));
/** @type {Record<string, { file: string, imports?: string[], css?: string[], isEntry?: boolean, isDynamicEntry?: boolean, src?: string }>} */
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));

/** Words that everybody waits for, and those of the chat. */
const WORDS = 'virtual:locale/en/core';
const CHAT_WORDS = 'virtual:locale/en/chat';
/** Words that must not be used by what is there at first. */
const LATER_WORDS = ['virtual:locale/en/beside', 'virtual:locale/en/settings'];
const MEMBERS = 'src/app/Members.svelte';
const SIDEBAR = 'src/features/sidebar/Sidebar.svelte';
const ROUTES = [
  {
    name: '/c/:id',
    parts: ['src/features/chat/ChatPage.svelte', SIDEBAR, MEMBERS, CHAT_WORDS],
    script: 150 * KIB,
  },
  {
    name: '/',
    parts: ['src/features/chat/HomePage.svelte', SIDEBAR, MEMBERS, CHAT_WORDS],
    script: 150 * KIB,
  },
  { name: '/join', parts: ['src/features/join/JoinPage.svelte'], script: 70 * KIB },
  { name: '/login', parts: ['src/features/account/LoginPage.svelte'], script: 70 * KIB },
];
const STYLE = 20 * KIB;
const CHUNK = 85 * KIB;
/** Loaded only inside the sandboxed diagram frame, which has a budget of its own. */
const UNBOUNDED = /mermaid/;

/** The manifest key of a module. @param {string} part */
function keyOf(part) {
  const key = Object.keys(manifest).find((name) => name === part || name.endsWith(part));
  if (!key) throw new Error(`${part} is not in the manifest of the build`);
  return key;
}

/** The files in the static import closure of `keys`. @param {string[]} keys */
function closure(keys) {
  const seen = new Set();
  const scripts = new Set();
  const styles = new Set();
  const visit = (/** @type {string} */ key) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    scripts.add(chunk.file);
    for (const file of chunk.css ?? []) styles.add(file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  keys.forEach(visit);
  return { scripts: [...scripts], styles: [...styles] };
}

/** @param {string} file */
const read = (file) => readFileSync(join(dist, file), 'utf8');
/** @param {string[]} files */
const gzipped = (files) => files.reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0);
/** @param {number} bytes */
const kib = (bytes) => `${(bytes / KIB).toFixed(1)} KiB`;

let over = 0;
/** @param {string} what @param {number} bytes @param {number} limit */
function judge(what, bytes, limit) {
  const bad = bytes > limit;
  if (bad) over += 1;
  console.log(`${bad ? 'OVER ' : 'ok   '} ${what.padEnd(28)} ${kib(bytes).padStart(10)} of ${kib(limit)}`);
}

/** What is quoted in `text` and may be the key of a message. @param {string} text */
const quoted = (text) =>
  [...text.matchAll(/["'`]([a-z][a-z0-9]*(?:-[a-z0-9]+)+)["'`]/g)].map(([, key]) => key);
/** The keys of words that travel together. @param {string} file */
const keysOf = (file) =>
  [...read(file).matchAll(/["'`]?([a-z][a-z0-9]*(?:-[a-z0-9]+)+)["'`]?:/g)].map(([, key]) => key);

/** @param {string} route @param {string[]} scripts */
function judgeWords(route, scripts) {
  const coming = scripts.flatMap(keysOf);
  const used = new Set(scripts.flatMap((file) => quoted(read(file))));
  for (const part of LATER_WORDS.map((name) => manifest[keyOf(name)]?.file ?? '')) {
    if (scripts.includes(part)) continue;
    const missing = keysOf(part).filter((key) => used.has(key) && !coming.includes(key));
    if (missing.length === 0) continue;
    over += 1;
    console.log(`OVER  ${route} uses words that come later: ${missing.join(', ')}`);
  }
}

for (const route of ROUTES) {
  const { scripts, styles } = closure(['index.html', WORDS, ...route.parts].map(keyOf));
  judge(`${route.name} scripts`, gzipped(scripts), route.script);
  judge(`${route.name} styles`, gzipped(styles), STYLE);
  judgeWords(route.name, scripts);
}
for (const { file } of Object.values(manifest)) {
  if (!file.endsWith('.js') || UNBOUNDED.test(file)) continue;
  const bytes = gzipped([file]);
  if (bytes > CHUNK) judge(file, bytes, CHUNK);
}
if (over > 0) {
  console.error(`${over} over budget. Load less at first, or later: see README.md.`);
  process.exit(1);
}
