// The address bar as state. Plain links navigate, back and forward work, and a page is one lazy chunk.
import type { Component } from 'svelte';
import { fillPattern, matchPattern, type Params } from './pattern.ts';

/** A place of the app. */
export interface Route {
  /** The pattern of its path. */
  path: string;
  /** Loads the page. It gets the parameters as props. */
  // Pages take the parameters of their own pattern, which this list cannot say.
  page: () => Promise<{ default: Component<any> }>; // eslint-disable-line @typescript-eslint/no-explicit-any
  /** Whether it stands beside the sidebar; system pages, sign-in and join stand alone. */
  shell: boolean;
  /** Who may see it: `open` to everybody, `member` to those signed in, `admin` to administrators. */
  access: 'open' | 'member' | 'admin';
}

/** Where the person is. */
export interface Place<Name extends string = string> {
  name: Name;
  params: Record<string, string>;
  path: string;
  query: URLSearchParams;
  /** What follows `#`, without it. Invite and setup secrets travel here, because a fragment never reaches a server. */
  hash: string;
}

/** How to navigate. */
export interface GoOptions {
  query?: Record<string, string>;
  hash?: string;
  /** Takes the place of the current entry, so that Back skips it. */
  replace?: boolean;
}

type Routes = Record<string, Route>;

/** Where the router reads and writes addresses: `window`, or a stand-in in tests. */
export type Host = Pick<Window, 'location' | 'history' | 'addEventListener' | 'removeEventListener'>;

export class Router<R extends Routes> {
  /** The current place. Reactive. */
  current: Place<keyof R & string>;
  readonly routes: R;
  readonly #unknown: keyof R & string;
  #host: Host | null = null;

  /** `unknown` names the route that is shown for an address that matches nothing. */
  constructor(routes: R, unknown: keyof R & string) {
    this.routes = routes;
    this.#unknown = unknown;
    this.current = $state.raw(this.resolve(new URL('http://app/')));
  }

  /** Begins to follow the address bar and clicks on links; returns how to stop. */
  start(host: Host, root: EventTarget): () => void {
    this.#host = host;
    host.history.scrollRestoration = 'manual';
    if (indexOf(host) === null) host.history.replaceState({ index: 0 }, '');
    const read = () => this.#read();
    const click = (event: Event) => this.#click(event as MouseEvent);
    host.addEventListener('popstate', read);
    host.addEventListener('hashchange', read);
    root.addEventListener('click', click);
    read();
    return () => {
      host.removeEventListener('popstate', read);
      host.removeEventListener('hashchange', read);
      root.removeEventListener('click', click);
    };
  }

  /** The address of a route, for `href`. */
  href<N extends keyof R & string>(
    name: N,
    params: Params<R[N]['path']>,
    options: Pick<GoOptions, 'query' | 'hash'> = {},
  ): string {
    const path = fillPattern(this.routes[name]?.path ?? '/', params as Record<string, string>);
    const query = new URLSearchParams(options.query).toString();
    return path + (query && `?${query}`) + (options.hash ? `#${options.hash}` : '');
  }

  /** Goes to a route. */
  go<N extends keyof R & string>(name: N, params: Params<R[N]['path']>, options: GoOptions = {}): void {
    this.goTo(this.href(name, params, options), options.replace);
  }

  /** Goes to a path of this app, such as one kept before sign-in. */
  goTo(path: string, replace = false): void {
    const host = this.#host;
    if (!host) throw new Error('The router has not started.');
    const url = new URL(path, host.location.href);
    if (url.origin !== host.location.origin) throw new Error('The router only goes to its own origin.');
    const index = indexOf(host) ?? 0;
    const target = url.pathname + url.search + url.hash;
    if (replace) host.history.replaceState({ index }, '', target);
    else if (target !== host.location.pathname + host.location.search + host.location.hash) {
      host.history.pushState({ index: index + 1 }, '', target);
    }
    this.#read();
  }

  /** Goes back, or to `fallback` when this page was opened directly. */
  back(fallback: string): void {
    const host = this.#host;
    if (host && (indexOf(host) ?? 0) > 0) host.history.back();
    else this.goTo(fallback, true);
  }

  /** The place that an address names. The first route that matches wins. */
  resolve(url: URL): Place<keyof R & string> {
    const rest = { path: url.pathname, query: url.searchParams, hash: url.hash.slice(1) };
    for (const name of Object.keys(this.routes)) {
      const params = matchPattern(this.routes[name]?.path ?? '', url.pathname);
      if (params) return { name, params, ...rest };
    }
    return { name: this.#unknown, params: {}, ...rest };
  }

  #read(): void {
    if (this.#host) this.current = this.resolve(new URL(this.#host.location.href));
  }

  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || link.hasAttribute('download')) return;
    if ((link.target && link.target !== '_self') || link.origin !== this.#host?.location.origin) return;
    if (link.pathname.startsWith('/api/')) return;
    // A skip link or a heading within the page: the browser moves there itself.
    if (link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    this.goTo(link.href);
  }
}

function indexOf(host: Host): number | null {
  const state: unknown = host.history.state;
  return typeof state === 'object' && state !== null && 'index' in state && typeof state.index === 'number'
    ? state.index
    : null;
}
