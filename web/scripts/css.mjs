// `npm run lint`: what eslint cannot see in styles. Raw colours belong to tokens.css, and nothing is physically left or
// right, because every layout mirrors. A line that must be physical (a column that its author aligned left) says why:
// `text-align: left; /* physical: … */`.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const NAMED =
  'white|black|red|green|blue|gray|grey|silver|orange|yellow|purple|pink|brown|cyan|magenta|navy|teal|gold|violet|indigo';
const RULES = [
  {
    what: 'a raw colour; use a token of tokens.css',
    where: /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(/i,
  },
  {
    what: 'a named colour; use a token of tokens.css',
    where: new RegExp(`:[^;]*(?<![\\w-])(?:${NAMED})(?![\\w-])`, 'i'),
  },
  {
    what: 'a physical side; use inline-start, inline-end, inset-inline…',
    where:
      /(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b|(?:left|right)\s*:|border-(?:top|bottom)-(?:left|right)-radius|(?:text-align|float|clear)\s*:\s*(?:left|right))/,
  },
];

/** Every stylesheet and component. @param {string} folder @returns {string[]} */
function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : /\.(svelte|css)$/.test(name) ? [path] : [];
  });
}

/** The CSS of a file with everything else blanked, so that line numbers stay. @param {string} path */
function styles(path) {
  const text = readFileSync(path, 'utf8');
  const css = path.endsWith('.css') ? text : blankOutside(text, /<style[^>]*>[\s\S]*?<\/style>/g);
  return css.replace(/^.*\/\* physical: .*$|\/\*[\s\S]*?\*\//gm, blank);
}

/** @param {string} text */
const blank = (text) => text.replace(/[^\n]/g, ' ');

/** @param {string} text @param {RegExp} kept */
function blankOutside(text, kept) {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(kept)) {
    result += blank(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return result;
}

let faults = 0;
for (const path of files(join(ROOT, 'src'))) {
  if (path.endsWith('ui/tokens.css')) continue;
  for (const [index, line] of styles(path).split('\n').entries()) {
    for (const { what, where } of RULES) {
      if (!where.test(line)) continue;
      faults += 1;
      console.error(`${relative(ROOT, path)}:${index + 1}: ${what}: ${line.trim()}`);
    }
  }
}
if (faults > 0) process.exit(1);
