// The real browser behind `Host`. Beside the shelf the only file of the live state that touches `window`.
import type { Channel, Host, Locks, SocketLike } from './host.ts';
import { leaseLocks } from '../outbox/lease.ts';
import { browserShelf } from './shelf.ts';

/** Half as often as a screen draws; nobody looks. */
const HIDDEN_FRAME_MS = 33;

function locks(): Locks {
  // Web Locks need a secure context, which a server in the living room reached over plain HTTP is not.
  if (!('locks' in navigator)) return leaseLocks();
  return {
    hold: async (name, work) => {
      await navigator.locks.request(name, work);
    },
  };
}

function channel(name: string): Channel {
  const broadcast = new BroadcastChannel(name);
  return {
    post: (message) => broadcast.postMessage(message),
    listen: (hear) => broadcast.addEventListener('message', (event) => hear(event.data)),
  };
}

/** The browser that this page runs in. */
export function browserHost(): Host {
  const isActive = () => document.visibilityState === 'visible' && document.hasFocus();
  return {
    fetch: window.fetch.bind(window),
    socket: (path) => {
      const url = new URL(path, window.location.href);
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
      // Its handlers take events that hold more than is asked for.
      return new WebSocket(url) as unknown as SocketLike;
    },
    nextFrame: (flush) => {
      let isDone = false;
      const once = () => {
        if (!isDone) flush();
        isDone = true;
      };
      if (document.visibilityState === 'visible') requestAnimationFrame(once);
      // Also where a picture was promised: a page that is hidden meanwhile draws none.
      setTimeout(once, HIDDEN_FRAME_MS);
    },
    shelf: browserShelf(),
    onShelf: (changed) => {
      window.addEventListener('storage', ({ key, newValue }) => {
        if (key !== null) changed(key, newValue);
      });
    },
    locks: locks(),
    channel,
    isOnline: () => navigator.onLine,
    onOnline: (changed) => {
      window.addEventListener('online', () => changed(true));
      window.addEventListener('offline', () => changed(false));
    },
    isActive,
    onActive: (changed) => {
      let last = isActive();
      const look = () => {
        const now = isActive();
        if (now !== last) changed((last = now));
      };
      window.addEventListener('focus', look);
      window.addEventListener('blur', look);
      document.addEventListener('visibilitychange', look);
    },
    onLeaving: (leave) => {
      window.addEventListener('pagehide', leave);
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'hidden') leave();
      });
    },
  };
}
