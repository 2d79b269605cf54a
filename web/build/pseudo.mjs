// Pseudo-locales, made from English: they show untranslated strings, cramped layouts and physical left and right
// before a translator does.
import { parse, serialize, Transformer, TextElement } from '@fluent/syntax';

const ACCENTS = /** @type {Record<string, string>} */ ({
  a: 'á', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ğ', h: 'ĥ', i: 'í', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ',
  n: 'ñ', o: 'ó', p: 'þ', q: 'ǫ', r: 'ŕ', s: 'š', t: 'ţ', u: 'ú', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž',
  A: 'Á', B: 'Ɓ', C: 'Ç', D: 'Ð', E: 'É', F: 'Ƒ', G: 'Ğ', H: 'Ĥ', I: 'Í', J: 'Ĵ', K: 'Ķ', L: 'Ļ', M: 'Ḿ',
  N: 'Ñ', O: 'Ó', P: 'Þ', Q: 'Ǫ', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Ú', V: 'Ṽ', W: 'Ŵ', X: 'Ẋ', Y: 'Ý', Z: 'Ž',
}); // prettier-ignore

const FILLER = 'one two three four five six seven eight nine ten';

/** How much longer a translation may get before a layout has to cope with it. */
const GROWTH = 0.4;

/** @param {string} text */
export function accent(text) {
  return [...text].map((letter) => ACCENTS[letter] ?? letter).join('');
}

/**
 * The filler that makes `length` characters grow by 40 %.
 * @param {number} length
 */
export function filler(length) {
  const wanted = Math.ceil(length * GROWTH);
  let text = FILLER;
  while (text.length < wanted) text += ` ${FILLER}`;
  return accent(text.slice(0, wanted).trimEnd());
}

/**
 * Words in a forced right-to-left order, each on its own so that spaces still wrap.
 * @param {string} text
 */
export function mirror(text) {
  return text.replace(/[^\s]+/gu, (word) => `\u202e${word}\u202c`);
}

class Accented extends Transformer {
  /** @override @param {import('@fluent/syntax').Pattern} pattern */
  visitPattern(pattern) {
    const length = pattern.elements.reduce(
      (sum, part) => sum + (part instanceof TextElement ? part.value.length : 0),
      0,
    );
    this.genericVisit(pattern);
    if (length > 0) pattern.elements.push(new TextElement(` ${filler(length)}`));
    return pattern;
  }

  /** @override @param {import('@fluent/syntax').TextElement} text */
  visitTextElement(text) {
    text.value = accent(text.value);
    return text;
  }
}

class Mirrored extends Transformer {
  /** @override @param {import('@fluent/syntax').TextElement} text */
  visitTextElement(text) {
    text.value = mirror(text.value);
    return text;
  }
}

const TRANSFORMERS = /** @type {Record<string, () => Transformer>} */ ({
  'en-XA': () => new Accented(),
  'ar-XB': () => new Mirrored(),
});

/** The pseudo-locales: +40 % length with accents, and forced right-to-left. */
export const PSEUDO_LOCALES = Object.keys(TRANSFORMERS);

/**
 * The Fluent text of a pseudo-locale, made from the English one.
 * @param {string} locale One of `PSEUDO_LOCALES`.
 * @param {string} english
 * @returns {string}
 */
export function pseudo(locale, english) {
  const make = TRANSFORMERS[locale];
  if (!make) throw new Error(`${locale} is not a pseudo-locale`);
  const resource = parse(english, {});
  make().visit(resource);
  return serialize(resource, {});
}
