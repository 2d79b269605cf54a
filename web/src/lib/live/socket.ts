// The one socket of a tab: opens it, notices when it has died, and comes back. What the frames mean is decided elsewhere.
import type { ClientFrame, ServerFrame } from '../api/wire.ts';
import { backoffMs } from './backoff.ts';
import type { Host, SocketLike } from './host.ts';

const PATH = '/api/v1/live';
/** Silence after which the other end is asked for a sign of life. The server pings every 25 s. */
const QUIET_MS = 45_000;
/** How long it has for the sign. */
const SIGN_MS = 10_000;
/** The shorter patience after the network or the device came back. */
const WAKE_SIGN_MS = 4_000;
const CHECK_MS = 5_000;
/** From asking for a connection to the `welcome`. */
const WELCOME_MS = 15_000;
/** A connection that held this long was a good one. */
const GOOD_MS = 5_000;
/** The wait that `too many connections` asks for. */
const CROWDED_MS = 30_000;
const OFFLINE_MS = 5_000;

/** Why the socket is not opened again by itself. */
export type StopReason = 'signed-out' | 'account-closed' | 'protocol';
/** How the connection stands. */
export type Link =
  | { state: 'idle' }
  | { state: 'connecting' }
  | { state: 'live' }
  /** `retryAt` in milliseconds since 1970. */
  | { state: 'waiting' | 'offline'; retryAt: number }
  | { state: 'stopped'; reason: StopReason };

/** Who uses the socket. */
export interface SocketUser {
  /** The first frame of a connection. */
  resume(): ClientFrame;
  frame(frame: ServerFrame): void;
  changed(link: Link): void;
  /** Asks the server for anything, so that it answers. */
  probe(): void;
  /** The handshake was refused or nobody answered, `failures` times in a row: perhaps the session has ended. */
  refused(failures: number): void;
}

export class LiveSocket {
  readonly #host: Host;
  readonly #user: SocketUser;
  #socket: SocketLike | null = null;
  #link: Link = { state: 'idle' };
  #failures = 0;
  #liveSince = 0;
  #heard = 0;
  #probedAt: number | null = null;
  #signMs = SIGN_MS;
  #checkedAt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #watch: ReturnType<typeof setInterval> | null = null;

  constructor(host: Host, user: SocketUser) {
    this.#host = host;
    this.#user = user;
    host.onOnline((isOnline) => (isOnline ? this.#cameOnline() : this.#wentOffline()));
    host.onActive((on) => {
      this.send({ type: 'active', on });
      if (on && this.#link.state === 'live' && Date.now() - this.#heard > CHECK_MS)
        this.#askForSign(WAKE_SIGN_MS);
      if (on && this.#link.state === 'waiting') this.tryNow();
    });
  }

  get link(): Link {
    return this.#link;
  }

  /** Connects, and from then on keeps connected. */
  start(): void {
    if (this.#link.state !== 'idle' && this.#link.state !== 'stopped') return;
    this.#failures = 0;
    this.#watch ??= setInterval(() => this.#check(), CHECK_MS);
    this.#connect();
  }

  /** Ends the connection and opens no other. */
  stop(reason: StopReason | null = null): void {
    this.#leave();
    if (this.#watch) clearInterval(this.#watch);
    this.#watch = null;
    this.#become(reason ? { state: 'stopped', reason } : { state: 'idle' });
  }

  /** Does not wait any longer. */
  tryNow(): void {
    if (this.#link.state === 'waiting' || this.#link.state === 'offline') this.#connect();
  }

  /** Sends a frame if there is a connection; says whether it was sent. */
  send(frame: ClientFrame): boolean {
    if (this.#link.state !== 'live' || !this.#socket) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #connect(): void {
    this.#leave();
    this.#become({ state: 'connecting' });
    const socket = this.#host.socket(PATH);
    this.#socket = socket;
    // Frames of a socket that was given up mean nothing any more.
    const isMine = () => this.#socket === socket;
    socket.onopen = () => {
      if (isMine()) socket.send(JSON.stringify(this.#user.resume()));
    };
    socket.onmessage = ({ data }) => {
      if (isMine()) this.#receive(data);
    };
    socket.onclose = ({ code }) => {
      if (isMine()) this.#closed(code);
    };
    this.#timer = setTimeout(() => this.#closed(1006), WELCOME_MS);
  }

  #receive(data: unknown): void {
    this.#heard = Date.now();
    this.#probedAt = null;
    let frame: ServerFrame;
    try {
      frame = JSON.parse(String(data)) as ServerFrame;
    } catch {
      console.error('The server sent a frame that cannot be read.');
      this.#closed(1002);
      return;
    }
    if (frame.type === 'welcome') {
      if (this.#timer) clearTimeout(this.#timer);
      this.#timer = null;
      this.#liveSince = Date.now();
      this.#become({ state: 'live' });
    }
    this.#user.frame(frame);
  }

  #closed(code: number): void {
    const wasLive = this.#link.state === 'live';
    const wasGood = wasLive && Date.now() - this.#liveSince >= GOOD_MS;
    this.#failures = wasGood ? 0 : this.#failures + 1;
    this.#leave();
    if (code === 4001) return this.stop('signed-out');
    if (code === 4013) return this.stop('account-closed');
    if (code === 4009) return this.stop('protocol');
    if (code === 4029) return this.#wait(CROWDED_MS);
    // Too slow: what was missed is asked for at once, unless that happens again and again.
    if (code === 4008 && wasGood) return this.#connect();
    this.#wait(backoffMs(Math.max(0, this.#failures - 1), Math.random()));
    if (!wasLive) this.#user.refused(this.#failures);
  }

  #wait(ms: number): void {
    const isOffline = !this.#host.isOnline();
    const wait = isOffline ? Math.max(ms, OFFLINE_MS) : ms;
    this.#timer = setTimeout(() => this.#connect(), wait);
    this.#become({ state: isOffline ? 'offline' : 'waiting', retryAt: Date.now() + wait });
  }

  /** Gives the socket up without waiting for its end, which a dead network may never bring. */
  #leave(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#probedAt = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #wentOffline(): void {
    if (this.#link.state === 'idle' || this.#link.state === 'stopped') return;
    this.#leave();
    this.#wait(OFFLINE_MS);
  }

  #cameOnline(): void {
    if (this.#link.state === 'live') this.#askForSign(WAKE_SIGN_MS);
    else this.tryNow();
  }

  #check(): void {
    const now = Date.now();
    const slept = now - this.#checkedAt > 4 * CHECK_MS && this.#checkedAt > 0;
    this.#checkedAt = now;
    if (this.#link.state !== 'live') return;
    if (this.#probedAt !== null) {
      if (now - this.#probedAt >= this.#signMs) this.#closed(1006);
    } else if (slept) this.#askForSign(WAKE_SIGN_MS);
    else if (now - this.#heard >= QUIET_MS) this.#askForSign(SIGN_MS);
  }

  #askForSign(patience: number): void {
    if (this.#link.state !== 'live' || this.#probedAt !== null) return;
    this.#probedAt = Date.now();
    this.#signMs = patience;
    this.#user.probe();
  }

  #become(link: Link): void {
    this.#link = link;
    this.#user.changed(link);
  }
}
