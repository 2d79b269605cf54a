/** The component gallery under the headers of the server, for the tests of this folder and of `e2e/md`. */
import { test as base } from '@playwright/test';

/** What everything on a page has complained of. */
interface Complaints {
  readonly all: string[];
}

export const test = base.extend<{ gallery: string; complaints: Complaints }>({
  gallery: async ({ baseURL }, use) => use(new URL('gallery.html', baseURL).href),

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
