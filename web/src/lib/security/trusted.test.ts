import { expect, it, vi } from 'vitest';
import { checkScriptUrl } from './trusted.ts';

const ORIGIN = 'https://tertulia.example';

it('lets our own built scripts through', () => {
  expect(checkScriptUrl('/sw.js', ORIGIN)).toBe('/sw.js');
  expect(checkScriptUrl('/assets/highlight.worker-Ab12.js', ORIGIN)).toBe('/assets/highlight.worker-Ab12.js');
});

it.each([
  'https://elsewhere.example/sw.js',
  'data:text/javascript,1',
  'blob:https://tertulia.example/1',
  '/api/v1/blob/1',
  '/assets/../api/x.js',
])('refuses %s in a built app', (url) => {
  vi.stubEnv('DEV', false);
  expect(() => checkScriptUrl(url, ORIGIN)).toThrow(TypeError);
  vi.unstubAllEnvs();
});
