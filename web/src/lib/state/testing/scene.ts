// Apps over servers and browsers in miniature, for tests that tell a story.
import { expect, vi } from 'vitest';
import { database } from '../../outbox/database.ts';
import { App } from '../app.svelte.ts';
import type { MessageRow, Row } from '../rows.ts';
import { FakeBrowser, type FakeTab } from './browser.ts';
import { asOf, founding, GROUP, said, stateOf } from './journal.ts';
import { FakeServer } from './server.ts';
import { until } from './until.ts';

/** A server with one group, and a browser in which apps are opened. */
export class Scene {
  readonly server = new FakeServer([...founding(), said(5, 'first', 'ben'), said(6, 'second', 'ana')]);
  readonly browser = new FakeBrowser();
  #apps: App[] = [];

  /** A new one, with nothing kept from before. */
  static async begin(): Promise<Scene> {
    const db = await database();
    for (const table of ['outbox', 'drafts', 'groups', 'accounts'] as const) await db.clear(table);
    return new Scene();
  }

  end(): void {
    for (const app of this.#apps) {
      app.connection.stop();
      app.outbox.close();
    }
    vi.restoreAllMocks();
  }

  /** Somebody says something. */
  append(text: string, author = 'ben'): void {
    this.server.append(said(this.server.events.length + 1, text, author));
  }

  /** An app in a tab of its own, started. */
  async opened(browser = this.browser): Promise<{ app: App; tab: FakeTab }> {
    const tab = browser.tab(this.server);
    const app = new App(tab);
    this.#apps.push(app);
    await app.start();
    return { app, tab };
  }

  /** One that is live, with the thread in front. */
  async reading(browser = this.browser): Promise<{ app: App; tab: FakeTab }> {
    const both = await this.opened(browser);
    await live(both.app);
    await both.app.thread(GROUP).open();
    return both;
  }

  /** Waits until the frames that were said have been taken. */
  taken(app: App): Promise<void> {
    return until(() => expect(app.groups.get(GROUP)?.sequence.seq).toBe(this.server.events.length));
  }

  /** The app shows what a fresh reader of the journal would see. */
  expectFresh(app: App): void {
    const { group, window } = stateOf(this.server.events);
    expect(app.groups.get(GROUP)?.group).toEqual(group);
    const shown = app.thread(GROUP).window;
    const from = shown.hasOlder ? (shown.messages[0]?.seq ?? 0) : 0;
    const fresh = window.messages.filter((message) => message.seq >= from);
    expect(asOf(shown.messages, group.seq)).toEqual(asOf(fresh, group.seq));
    expect(shown.hasNewer).toBe(false);
  }
}

/** Waits until the app is live and has everything. */
export function live(app: App): Promise<void> {
  return until(() => {
    expect(app.connection.status).toBe('live');
    expect(app.feed.isCaughtUp).toBe(true);
  });
}

export function messages(rows: readonly Row[]): MessageRow[] {
  return rows.filter((row): row is MessageRow => row.kind === 'message');
}

/** What the messages in the list say. */
export function texts(app: App): (string | null)[] {
  return messages(app.thread(GROUP).rows).map((row) => row.message.body?.text ?? null);
}
