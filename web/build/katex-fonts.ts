import type { Plugin } from 'vite';

/** KaTeX offers each font as woff and ttf too, for browsers that are long gone: 900 kB that nobody would load. */
export function katexFonts(): Plugin {
  return {
    name: 'katex-fonts',
    enforce: 'pre',
    transform(code, id) {
      if (!/katex(\.min)?\.css/.test(id)) return null;
      return {
        code: code.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, ''),
        map: null,
      };
    },
  };
}
