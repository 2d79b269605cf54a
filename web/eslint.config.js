import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// What people and models write is shown as text and elements, never parsed as HTML.
const htmlSinks = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'createContextualFragment'];

export default ts.config(
  {
    ignores: [
      'dist',
      'dist-gallery',
      'node_modules',
      'test-results',
      'playwright-report',
      'src/lib/api/schema.d.ts',
      'src/lib/i18n/keys.gen.ts',
    ],
  },
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ['scripts/**', 'build/**', 'e2e/**', '*.config.*'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
  {
    rules: {
      'svelte/no-at-html-tags': 'error',
      // The router listens to plain links, so components write plain `href`s.
      'svelte/no-navigation-without-resolve': 'off',
      'no-undef': 'off',
      // State is replaced, not mutated; a plain Map or URL in a field is then exactly right.
      'svelte/prefer-svelte-reactivity': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-this-alias': 'off',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-restricted-properties': [
        'error',
        ...htmlSinks.map((property) => ({ property })),
        { object: 'URL', property: 'parse', message: 'Safari 17 lacks it. Use new URL().' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'bits-ui', message: 'Use the widgets of src/ui.' },
            {
              name: '@lucide/svelte',
              message: 'Import one icon: @lucide/svelte/icons/<name>. The barrel is 4,500 modules.',
            },
          ],
        },
      ],
    },
  },
  { files: ['scripts/**'], rules: { 'no-console': 'off' } },
  { files: ['src/ui/**'], rules: { 'no-restricted-imports': 'off' } },
);
