import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The system's Chromium where there is one; Playwright's own build otherwise. */
const chromium = [process.env['TERTULIA_CHROMIUM'], '/usr/bin/chromium'].find(
  (path) => path && existsSync(path),
);

const PORT = 4809;
/** Only the gallery is served by Vite; the journeys have the real server. */
const needsGallery = !process.argv.some((word) =>
  /^(journeys|screenshots)$|--list|=(journeys|screenshots)$/.test(word),
);

export default defineConfig({
  testDir: 'e2e',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  reporter: 'line',
  use: {
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    {
      name: 'gallery',
      testMatch: ['gallery.spec.ts', 'list/*.spec.ts', 'md/*.spec.ts'],
      // The page that shows everything at once is long in coming where two of them share a busy machine.
      timeout: 60_000,
      expect: { timeout: 20_000 },
      use: { baseURL: `http://127.0.0.1:${PORT}` },
    },
    {
      name: 'journeys',
      testMatch: 'journeys/*.spec.ts',
      fullyParallel: true,
      timeout: 180_000,
      // Two cores carry two browsers, a server and a compiler: what is shown at once may take a moment.
      expect: { timeout: 15_000 },
      use: { actionTimeout: 15_000, trace: 'retain-on-failure' },
    },
    { name: 'screenshots', testMatch: 'screenshots/*.spec.ts', timeout: 90_000 },
  ],
  ...(needsGallery
    ? {
        webServer: {
          command: `npx vite build --mode gallery --logLevel warn && npx vite preview --mode gallery --outDir dist-gallery --host 127.0.0.1 --port ${PORT} --strictPort`,
          url: `http://127.0.0.1:${PORT}/gallery.html`,
          timeout: 120_000,
        },
      }
    : {}),
});
