import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { chunks } from './build/chunks.ts';
import { emojiData } from './build/emoji-data.ts';
import { katexFonts } from './build/katex-fonts.ts';
import { leanParser } from './build/lean-parser.ts';
import { locales } from './build/locales.ts';
import { serviceWorker } from './build/service-worker.ts';
import { HEADERS } from './build/headers.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `npm run dev` finds the server: `cargo run` in another terminal. */
const SERVER = process.env['TERTULIA_SERVER'] ?? 'http://127.0.0.1:8700';

/** How long a test may take: a limit for what hangs, not a measure, since machines differ. */
const PATIENCE_MS = 30_000;

const PRODUCTION = ['production', 'browser', 'module', 'import', 'default'];

export default defineConfig(({ mode }) => {
  const gallery = mode === 'gallery';
  return {
    plugins: [
      svelte(),
      locales(),
      katexFonts(),
      leanParser(),
      emojiData(),
      ...(gallery || mode === 'test' ? [] : [serviceWorker()]),
    ],
    resolve: {
      alias: {
        '$ui/': at('./src/ui/'),
        $ui: at('./src/ui/index.ts'),
        '$lib/': at('./src/lib/'),
        // Its browser build assigns innerHTML, which Trusted Types forbid.
        'decode-named-character-reference': at('./src/lib/md/entities.ts'),
        // A table of all widths, for the sake of one question.
        'get-east-asian-width': at('./src/lib/md/width.ts'),
      },
    },
    build: {
      // light-dark(), container queries and :has() reach the browser as written.
      target: ['chrome125', 'edge125', 'firefox128', 'safari17.5'],
      outDir: gallery ? 'dist-gallery' : 'dist',
      manifest: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: gallery ? at('./gallery.html') : at('./index.html'),
        // How long plugins took is of no use to somebody who runs the program for the first time.
        checks: { pluginTimings: false },
        output: gallery ? {} : { codeSplitting: { groups: chunks() } },
      },
    },
    server: { proxy: { '/api': { target: SERVER, ws: true, changeOrigin: false } } },
    preview: { headers: HEADERS },
    test: {
      projects: [
        {
          extends: true,
          // micromark's `development` condition is slow and full of assertions of its own.
          resolve: { conditions: PRODUCTION },
          ssr: { resolve: { conditions: PRODUCTION } },
          test: {
            name: 'unit',
            environment: 'node',
            testTimeout: PATIENCE_MS,
            include: ['src/**/*.test.ts'],
            exclude: ['src/**/*.dom.test.ts'],
            // What runs outside of Vite knows neither its conditions nor its aliases.
            server: { deps: { inline: [/micromark|mdast-util/] } },
          },
        },
        {
          extends: true,
          plugins: [svelteTesting()],
          test: {
            name: 'dom',
            environment: 'jsdom',
            testTimeout: PATIENCE_MS,
            include: ['src/**/*.dom.test.ts'],
            setupFiles: ['src/test/setup.ts'],
          },
        },
      ],
    },
  };
});
