// Compresses a built web app with Brotli at its highest level, once, so that the server never has to.
//
//   node compress.mjs <dist> [<out>]
//
// Writes <out>/<path>.br for each file of <dist> that becomes smaller; without <out>, beside the file.
// Packagers who set TERTULIA_WEB_DIST run it on their directory first.

import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);
// Fonts of type woff2 and pictures are compressed already.
const TEXT = new Set(['.css', '.ftl', '.html', '.ico', '.js', '.json', '.mjs', '.svg', '.ttf', '.txt', '.wasm', '.webmanifest', '.xml']);
// A name with a hash stands for one content for ever.
const HASHED = /(^|\/)assets\/.*-[\w-]{8}\.\w+$/;

const [dist, out = dist] = process.argv.slice(2);
if (!dist) throw new Error('usage: node compress.mjs <dist> [<out>]');

const files = (await walk(dist)).filter((path) => TEXT.has(extname(path)));
await Promise.all(files.map(compressOne));
if (out !== dist) await dropStale(new Set(files.map((path) => `${path}.br`)));

async function compressOne(path) {
  const target = join(out, `${path}.br`);
  if (HASHED.test(path) && (await exists(target))) return;
  const body = await readFile(join(dist, path));
  const small = await compress(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
  if (small.length >= body.length) return rm(target, { force: true });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, small);
}

async function dropStale(wanted) {
  for (const path of await walk(out)) if (!wanted.has(path)) await rm(join(out, path));
}

async function walk(root) {
  if (!(await exists(root))) return [];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'));
}

async function exists(path) {
  return stat(path).then(
    () => true,
    (error) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}
