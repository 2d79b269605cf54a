// What the live state needs of a browser, so that it can be run and tested without one.

/** The part of a `WebSocket` that is used. */
export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

/** A place for short texts that survives a reload: `localStorage`. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Several tabs of one browser: one after the other may hold a name. */
export interface Locks {
  /** Runs `work` while nobody else holds `name`. */
  hold(name: string, work: () => Promise<void>): Promise<void>;
}

/** Speaks to the other tabs of this browser. */
export interface Channel {
  post(message: unknown): void;
  listen(hear: (message: unknown) => void): void;
}

/** The browser. */
export interface Host {
  fetch: typeof fetch;
  /** Opens a socket to a path of this origin. */
  socket(path: string): SocketLike;
  /** Calls back before the next picture; at most 30 times a second while nobody looks. */
  nextFrame(flush: () => void): void;
  /** Null where the browser keeps nothing. */
  shelf: Shelf | null;
  /** Another tab changed a text on the shelf; `null`: it took it away. */
  onShelf(changed: (key: string, text: string | null) => void): void;
  locks: Locks;
  channel(name: string): Channel;
  /** What the browser believes about its network. */
  isOnline(): boolean;
  onOnline(changed: (isOnline: boolean) => void): void;
  /** Whether this window has the focus. */
  isActive(): boolean;
  onActive(changed: (isActive: boolean) => void): void;
  /** The page may be gone in a moment. */
  onLeaving(leave: () => void): void;
}
