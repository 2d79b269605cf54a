/** The component gallery, built once and served with the headers of the server, for the tests of this folder. */
import { test as base } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

const WEB = fileURLToPath(new URL('../..', import.meta.url));
const BUILDING = 180_000;

/** What everything on a page has complained of. */
interface Complaints {
  readonly all: string[];
}

export const test = base.extend<{ complaints: Complaints }, { gallery: string }>({
  gallery: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const outDir = await mkdtemp(join(tmpdir(), 'tertulia-gallery-'));
      const shared = { root: WEB, mode: 'gallery', logLevel: 'warn' } as const;
      await build({ ...shared, build: { outDir, emptyOutDir: true } });
      const server = await preview({ ...shared, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
      const address = server.resolvedUrls?.local[0];
      if (address === undefined) throw new Error('The gallery is not served anywhere.');
      await use(new URL('gallery.html', address).href);
      await server.close();
      await rm(outDir, { recursive: true });
    },
    { scope: 'worker', timeout: BUILDING },
  ],

  /** Errors, violations of the content security policy and requests to other hosts fail each test. */
  complaints: [
    async ({ page, gallery }, use) => {
      const all: string[] = [];
      page.on('pageerror', (error) => all.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') all.push(message.text());
      });
      page.on('request', (request) => {
        if (new URL(request.url()).host !== new URL(gallery).host) all.push(`asked ${request.url()}`);
      });
      await use({ all });
      base.expect(all).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';
