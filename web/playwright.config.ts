import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The system's Chromium where there is one; Playwright's own build otherwise. */
const chromium = [process.env['TERTULIA_CHROMIUM'], '/usr/bin/chromium'].find(
  (path) => path && existsSync(path),
);

const PORT = 4809;

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
      testMatch: 'gallery.spec.ts',
      use: { baseURL: `http://127.0.0.1:${PORT}` },
    },
  ],
  webServer: {
    command: `npx vite build --mode gallery --logLevel warn && npx vite preview --mode gallery --outDir dist-gallery --host 127.0.0.1 --port ${PORT} --strictPort`,
    url: `http://127.0.0.1:${PORT}/gallery.html`,
    timeout: 120_000,
  },
});
