// The service worker: keeps the shell for starting offline. It never touches the API, and never reloads a page.
/// <reference lib="webworker" />
export {};

// Written by build/service-worker.ts: a hash over the whole build, and what the shell needs.
declare const __VERSION__: string;
declare const __PRECACHE__: readonly string[];

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const CACHE = `tertulia-${__VERSION__}`;
const PRECACHE = __PRECACHE__;
const SHELL = '/';

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => {
  // The person pressed Reload; until then the old version keeps running.
  if (event.data === 'activate') event.waitUntil(worker.skipWaiting());
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin || url.pathname.startsWith('/api/'))
    return;
  if (request.mode === 'navigate') event.respondWith(cachedFirst(SHELL, request));
  else if (url.pathname.startsWith('/assets/') || PRECACHE.includes(url.pathname)) {
    event.respondWith(cachedFirst(url.pathname, request));
  }
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  // Hashed files may come from the HTTP cache; the others must be those of this build.
  const requests = PRECACHE.map(
    (path) => new Request(path, { cache: path.startsWith('/assets/') ? 'default' : 'reload' }),
  );
  await cache.addAll(requests);
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('tertulia-') && name !== CACHE).map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
}

async function cachedFirst(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && path.startsWith('/assets/')) await cache.put(path, response.clone());
  return response;
}
