// The socket as people see it: whether we are live, and when it is tried again.
import type { Host } from '../live/host.ts';
import { LiveSocket, type Link, type SocketUser, type StopReason } from '../live/socket.ts';
import type { ClientFrame } from '../api/wire.ts';

/** A short loss is nobody's business. */
const LATE_MS = 2_000;

export class Connection {
  #link = $state.raw<Link>({ state: 'idle' });
  /** Not live for more than two seconds: the bar is shown. */
  isLate = $state(false);
  /** Seconds until the next try; counts down. */
  retryInSeconds = $state<number | null>(null);
  /** The server serves another build of the web app than this page is. */
  updateReady = $state(false);
  readonly #socket: LiveSocket;
  #late: ReturnType<typeof setTimeout> | null = null;
  #countdown: ReturnType<typeof setInterval> | null = null;
  #version: string | null = null;

  constructor(host: Host, user: Omit<SocketUser, 'changed'> & { changed?: (link: Link) => void }) {
    this.#socket = new LiveSocket(host, {
      ...user,
      changed: (link) => {
        this.#show(link);
        user.changed?.(link);
      },
    });
  }

  get status(): Link['state'] {
    return this.#link.state;
  }
  /** Why it is not tried again by itself. */
  get stopped(): StopReason | null {
    return this.#link.state === 'stopped' ? this.#link.reason : null;
  }

  /** Does not wait any longer. */
  tryNow(): void {
    this.#socket.tryNow();
  }

  start(): void {
    this.#socket.start();
  }

  stop(reason: StopReason | null = null): void {
    this.#socket.stop(reason);
  }

  /** Sends a frame if there is a connection; says whether it was sent. */
  send(frame: ClientFrame): boolean {
    return this.#socket.send(frame);
  }

  /** The build that the server serves now. This page is the one it served first. */
  takeVersion(version: string): void {
    this.#version ??= version;
    if (version !== this.#version) this.updateReady = true;
  }

  #show(link: Link): void {
    this.#link = link;
    if (this.#countdown) clearInterval(this.#countdown);
    this.#countdown = null;
    this.retryInSeconds = null;
    if (link.state === 'waiting' || link.state === 'offline') {
      const count = () => (this.retryInSeconds = Math.max(0, Math.ceil((link.retryAt - Date.now()) / 1_000)));
      count();
      this.#countdown = setInterval(count, 1_000);
    }
    if (link.state === 'live' || link.state === 'idle') {
      if (this.#late) clearTimeout(this.#late);
      this.#late = null;
      this.isLate = false;
    } else this.#late ??= setTimeout(() => (this.isLate = true), LATE_MS);
  }
}
