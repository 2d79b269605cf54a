import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClientFrame } from '../api/wire.ts';
import { backoffMs } from './backoff.ts';
import type { Host, SocketLike } from './host.ts';
import { LiveSocket, type Link } from './socket.ts';

class Wire implements SocketLike {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: ClientFrame[] = [];
  isClosed = false;
  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientFrame);
  }
  close(): void {
    this.isClosed = true;
  }
  /** The server accepts and greets. */
  accept(): void {
    this.onopen?.();
    this.say({ type: 'welcome' });
  }
  say(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

let wires: Wire[];
let links: Link[];
let network: (isOnline: boolean) => void;
let focus: (isActive: boolean) => void;
let isOnline: boolean;
const user = { resume: vi.fn(), frame: vi.fn(), probe: vi.fn(), refused: vi.fn() };

function socket(): LiveSocket {
  const host: Partial<Host> = {
    socket: () => {
      const wire = new Wire();
      wires.push(wire);
      return wire;
    },
    isOnline: () => isOnline,
    onOnline: (changed) => {
      network = (now) => changed((isOnline = now));
    },
    onActive: (changed) => (focus = changed),
  };
  return new LiveSocket(host as Host, { ...user, changed: (link) => links.push(link) });
}
const last = () => wires.at(-1) as Wire;
const wait = () => {
  const link = links.at(-1);
  return link && 'retryAt' in link ? link.retryAt - Date.now() : null;
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
  [wires, links, isOnline] = [[], [], true];
  for (const mock of Object.values(user)) mock.mockReset();
  user.resume.mockReturnValue({ type: 'resume', positions: [], active: true });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the socket', () => {
  it('resumes first, and is live once it is welcomed', () => {
    const live = socket();
    live.start();
    expect(live.send({ type: 'active', on: true })).toBe(false);
    last().onopen?.();
    expect(last().sent).toEqual([{ type: 'resume', positions: [], active: true }]);
    expect(live.link.state).toBe('connecting');
    last().say({ type: 'welcome' });
    expect(live.link.state).toBe('live');
    expect(live.send({ type: 'typing', group: 'g', on: true })).toBe(true);
    expect(user.frame).toHaveBeenCalledWith({ type: 'welcome' });
  });

  it('comes back, longer each time, and at once when asked', () => {
    const live = socket();
    live.start();
    const waits: (number | null)[] = [];
    for (let i = 0; i < 9; i++) {
      last().onclose?.({ code: 1006 });
      waits.push(wait());
      vi.advanceTimersByTime(wait() ?? 0);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000]);
    expect(user.refused.mock.calls.map(([failures]) => failures as number)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    last().onclose?.({ code: 1006 });
    live.tryNow();
    expect(wires).toHaveLength(11);
    last().accept();
    vi.advanceTimersByTime(6_000);
    last().onclose?.({ code: 1006 });
    expect(wait()).toBe(1_000);
  });

  it('waits by chance, between half a second and thirty', () => {
    for (let failures = 0; failures < 40; failures++) {
      for (const random of [0, 0.3, 0.999]) {
        const ms = backoffMs(failures, random);
        expect(ms).toBeGreaterThanOrEqual(500);
        expect(ms).toBeLessThanOrEqual(30_000);
      }
    }
    expect(backoffMs(3, 0.999)).toBeLessThan(backoffMs(3, 0));
  });

  it.each([
    [4001, 'signed-out'],
    [4013, 'account-closed'],
    [4009, 'protocol'],
  ])('stops for good after %i', (code, reason) => {
    const live = socket();
    live.start();
    last().accept();
    last().onclose?.({ code });
    expect(live.link).toEqual({ state: 'stopped', reason });
    vi.advanceTimersByTime(120_000);
    expect(wires).toHaveLength(1);
    live.start();
    expect(wires).toHaveLength(2);
  });

  it('comes back at once when it was too slow, but not in a circle', () => {
    socket().start();
    last().accept();
    vi.advanceTimersByTime(6_000);
    last().onclose?.({ code: 4008 });
    expect(wires).toHaveLength(2);
    last().accept();
    last().onclose?.({ code: 4008 });
    expect(wires).toHaveLength(2);
    expect(wait()).toBe(1_000);
  });

  it('waits half a minute where there are too many connections', () => {
    socket().start();
    last().onclose?.({ code: 4029 });
    expect(wait()).toBe(30_000);
  });

  it('notices a connection that has died in silence', () => {
    const live = socket();
    live.start();
    const wire = last();
    wire.accept();
    vi.advanceTimersByTime(50_000);
    expect(user.probe).toHaveBeenCalledOnce();
    wire.say({ type: 'caught_up' });
    vi.advanceTimersByTime(40_000);
    expect(live.link.state).toBe('live');
    vi.advanceTimersByTime(10_000);
    expect(user.probe).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(15_000);
    expect(wire.isClosed).toBe(true);
    expect(wires.length).toBeGreaterThan(1);
  });

  it('gives up a connection that is never welcomed', () => {
    const live = socket();
    live.start();
    last().onopen?.();
    vi.advanceTimersByTime(15_000);
    expect(live.link.state).toBe('waiting');
  });

  it('follows the network and the focus', () => {
    const live = socket();
    live.start();
    last().accept();
    network(false);
    expect(live.link.state).toBe('offline');
    expect(last().isClosed).toBe(true);
    network(true);
    expect(wires).toHaveLength(2);
    last().accept();
    focus(false);
    expect(last().sent).toContainEqual({ type: 'active', on: false });
    vi.advanceTimersByTime(10_000);
    focus(true);
    expect(user.probe).toHaveBeenCalledOnce();
    network(true);
    vi.advanceTimersByTime(10_000);
    expect(live.link.state).not.toBe('live');
  });

  it('hears nothing from a socket that was given up', () => {
    const live = socket();
    live.start();
    const old = last();
    old.accept();
    network(false);
    user.frame.mockReset();
    old.say({ type: 'typing' });
    old.onclose?.({ code: 4001 });
    expect(user.frame).not.toHaveBeenCalled();
    expect(live.link.state).toBe('offline');
  });

  it('starts over after a frame that cannot be read', () => {
    const complain = vi.spyOn(console, 'error').mockReturnValue();
    const live = socket();
    live.start();
    last().accept();
    last().onmessage?.({ data: '{"type":' });
    expect(live.link.state).toBe('waiting');
    expect(complain).toHaveBeenCalledOnce();
  });
});
