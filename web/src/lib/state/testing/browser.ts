// A browser in miniature: a shelf and channels that its tabs share, a network that can be cut, a window that can lose the focus.
import type { Channel, Host, Locks } from '../../live/host.ts';
import type { FakeServer } from './server.ts';

export class FakeBrowser {
  readonly shelf = new Map<string, string>();
  #tabs: FakeTab[] = [];
  #ears = new Map<string, { tab: FakeTab; hear: (message: unknown) => void }[]>();
  #tails = new Map<string, Promise<void>>();

  /** Opens a tab on a server. */
  tab(server: FakeServer): FakeTab {
    const tab = new FakeTab(this, server);
    this.#tabs.push(tab);
    return tab;
  }

  changed(by: FakeTab, key: string, text: string | null): void {
    for (const tab of this.#tabs) if (tab !== by) for (const hear of tab.shelfEars) hear(key, text);
  }

  channel(tab: FakeTab, name: string): Channel {
    const ears = this.#ears.get(name) ?? [];
    this.#ears.set(name, ears);
    return {
      post: (message) => {
        for (const ear of ears) if (ear.tab !== tab) queueMicrotask(() => ear.hear(message));
      },
      listen: (hear) => ears.push({ tab, hear }),
    };
  }

  locks: Locks = {
    hold: (name, work) => {
      const mine = (this.#tails.get(name) ?? Promise.resolve()).then(work);
      this.#tails.set(
        name,
        mine.catch(() => undefined),
      );
      return mine;
    },
  };
}

/** One tab, which is the host of an app. */
export class FakeTab implements Host {
  shelfEars: ((key: string, text: string | null) => void)[] = [];
  #onlineEars: ((isOnline: boolean) => void)[] = [];
  #activeEars: ((isActive: boolean) => void)[] = [];
  #leaving: (() => void)[] = [];
  #isOnline = true;
  #isActive = true;
  readonly #browser: FakeBrowser;
  readonly fetch: typeof fetch;
  readonly socket: Host['socket'];
  readonly shelf: Host['shelf'];
  readonly locks: Locks;

  constructor(browser: FakeBrowser, server: FakeServer) {
    this.#browser = browser;
    this.locks = browser.locks;
    this.fetch = (input, init) =>
      this.#isOnline ? server.fetch(input as string, init) : Promise.reject(new TypeError('offline'));
    this.socket = () => {
      const socket = server.socket();
      if (!this.#isOnline) queueMicrotask(() => socket.onclose?.({ code: 1006 }));
      return socket;
    };
    this.shelf = {
      getItem: (key) => browser.shelf.get(key) ?? null,
      setItem: (key, text) => {
        browser.shelf.set(key, text);
        browser.changed(this, key, text);
      },
      removeItem: (key) => {
        browser.shelf.delete(key);
        browser.changed(this, key, null);
      },
    };
  }

  nextFrame(flush: () => void): void {
    setTimeout(flush, 1);
  }
  onShelf(changed: (key: string, text: string | null) => void): void {
    this.shelfEars.push(changed);
  }
  channel(name: string): Channel {
    return this.#browser.channel(this, name);
  }
  isOnline(): boolean {
    return this.#isOnline;
  }
  onOnline(changed: (isOnline: boolean) => void): void {
    this.#onlineEars.push(changed);
  }
  isActive(): boolean {
    return this.#isActive;
  }
  onActive(changed: (isActive: boolean) => void): void {
    this.#activeEars.push(changed);
  }
  onLeaving(leave: () => void): void {
    this.#leaving.push(leave);
  }

  /** Cuts the network, or brings it back. */
  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    for (const hear of this.#onlineEars) hear(isOnline);
  }
  /** Gives the window the focus, or takes it. */
  setActive(isActive: boolean): void {
    this.#isActive = isActive;
    for (const hear of this.#activeEars) hear(isActive);
  }
  /** The page is hidden or closed. */
  leave(): void {
    for (const leave of this.#leaving) leave();
  }
}
