// The service worker: registers it, and tells when a newer version waits; without one, when a newer one can be loaded. Nothing is ever reloaded unasked.
import { scriptUrl } from '../security/trusted.ts';

export class Update {
  /** A newer version waits for a reload. */
  ready = $state(false);
  #registration: ServiceWorkerRegistration | null = null;

  /** Registers the worker, which exists only in built versions and on secure origins. */
  async start(): Promise<void> {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    try {
      const registration = await navigator.serviceWorker.register(scriptUrl('/sw.js'));
      this.#registration = registration;
      if (registration.waiting && navigator.serviceWorker.controller) this.ready = true;
      registration.addEventListener('updatefound', () => this.#watch(registration.installing));
    } catch (error) {
      // Private windows and strict settings refuse workers: everything works but starting offline.
      console.warn('This browser keeps no copy of the app for offline use.', error);
    }
  }

  /** The server serves another version than this page is. */
  async announced(): Promise<void> {
    // Without a worker, as over plain HTTP, nothing has to be installed first: a reload fetches it.
    if (this.#registration) await this.check();
    else this.ready = true;
  }

  /** Asks the server for a newer version: after a reconnection, and when the page is looked at again. */
  async check(): Promise<void> {
    try {
      await this.#registration?.update();
    } catch {
      // Offline: there is nothing newer to be had, and the next check comes with the next connection.
    }
  }

  /** Changes to the newer version. The page reloads once it is in charge. */
  apply(): void {
    const waiting = this.#registration?.waiting;
    if (!waiting) {
      location.reload();
      return;
    }
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage('activate');
  }

  #watch(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => {
      // Without a controller this is the first visit, and nothing was updated.
      if (worker.state === 'installed' && navigator.serviceWorker.controller) this.ready = true;
    });
  }
}

/** The one instance. */
export const update = new Update();
