// A person in a browser of their own. Everything is found by role and name, as they find it.
import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';

/** What a browser says when the network is away, which a journey may bring about on purpose. */
const NETWORK = /net::ERR_|WebSocket connection to|Failed to load resource|The server did not answer/;

export class Person {
  /** What went wrong in the browser without anybody being told. */
  readonly faults: string[] = [];
  /** Whether the network is taken away on purpose. */
  expectsTrouble = false;
  readonly name: string;
  readonly page: Page;
  readonly context: BrowserContext;
  readonly isPhone: boolean;

  constructor(name: string, page: Page, isPhone: boolean) {
    this.name = name;
    this.page = page;
    this.context = page.context();
    this.isPhone = isPhone;
    this.watch(page);
  }

  /** Listens for faults in another tab of this person. */
  watch(page: Page): void {
    page.on('pageerror', (error) => this.faults.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      const where = message.location().url;
      if (this.expectsTrouble && NETWORK.test(message.text())) return;
      // A wrong password or a spent link is answered with a status, and the browser writes it down.
      if (/status of 4\d\d/.test(message.text())) return;
      this.faults.push(`${message.text()} (${where})`);
    });
  }

  /** The thread that is open. */
  get thread(): Locator {
    return this.page.getByRole('log', { name: /^Messages in / });
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Message / });
  }

  /** What is said in passing. */
  get note(): Locator {
    return this.page.getByRole('region', { name: 'Notes' });
  }

  /** The message that says this. */
  message(text: string | RegExp): Locator {
    return this.thread.getByRole('article').filter({ hasText: text });
  }

  /** What the assistant said last. */
  get answer(): Locator {
    return this.thread.getByRole('article', { name: /, AI, / }).last();
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.send();
  }

  async send(): Promise<void> {
    // On touch Enter begins a new line.
    if (this.isPhone) await this.page.getByRole('button', { name: 'Send' }).click();
    else await this.composer.press('Enter');
    await expect(this.composer).toHaveValue('');
  }

  /** Opens what one can do with a message and chooses. */
  async choose(message: Locator, entry: string): Promise<void> {
    // Its key stands beside what it is called.
    const words = this.page.getByText(entry, { exact: true });
    if (this.isPhone) {
      // What a long press comes down to.
      await message.getByRole('paragraph').last().click({ button: 'right' });
      const sheet = this.page.getByRole('dialog', { name: 'Message' });
      await sheet.getByRole('button').filter({ has: words }).click();
      await expect(sheet).toHaveCount(0);
      return;
    }
    await message.hover();
    await message.getByRole('toolbar').getByRole('button', { name: 'More', exact: true }).click();
    const menu = this.page.getByRole('menu', { name: 'More' });
    await menu.getByRole('menuitem').filter({ has: words }).click();
    await expect(menu).toHaveCount(0);
  }

  /** The texts of all messages, oldest first. */
  async texts(): Promise<string[]> {
    return this.thread.getByRole('article').getByRole('paragraph').allTextContents();
  }
}
