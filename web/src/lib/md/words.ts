/** {@link plainText} and {@link previewText} in the words of the chosen locale. */
import { t } from '../i18n/index.ts';
import { plainText, previewText, type PlainOptions, type PlainWords } from './plain.ts';

const words: PlainWords = {
  code: (lines) => t('md-plain-code', { lines }),
  table: (columns, rows) => t('md-plain-table', { columns, rows }),
  image: (alt) => (alt === '' ? t('md-plain-image-unnamed') : t('md-plain-image', { alt })),
  // A short formula reads well as it was written; a long one does not.
  math: (source) => (source.length <= 40 ? source : t('md-plain-formula')),
  done: (text) => t('md-plain-done', { text }),
  todo: (text) => t('md-plain-todo', { text }),
};

type Options = Omit<PlainOptions, 'words'>;

/** The words of a message, a block a line: for screen readers and for copying. */
export function wordsOf(text: string, options: Options): string {
  return plainText(text, { ...options, words });
}

/** The words of a message on one line of at most `limit` UTF-16 code units: for previews. */
export function previewOf(text: string, limit: number, options: Options): string {
  return previewText(text, limit, { ...options, words });
}
