// The one Trusted Types policy of the app. It lets through script addresses of our own build and nothing else.

interface ScriptPolicy {
  createScriptURL: (url: string) => unknown;
}
interface PolicyFactory {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => ScriptPolicy;
}

const OWN_SCRIPT = /^\/(sw\.js|assets\/[\w.-]+\.js)$/;

/** `url` if it is the service worker or a built script of this origin; throws otherwise. */
export function checkScriptUrl(url: string, origin: string): string {
  const parsed = new URL(url, origin);
  const development = import.meta.env.DEV && parsed.origin === origin;
  if (parsed.origin === origin && (development || OWN_SCRIPT.test(parsed.pathname))) return url;
  throw new TypeError(`Not a script of this app: ${parsed.pathname}`);
}

let policy: ScriptPolicy | null = null;

/**
 * A script address that `new Worker` and `serviceWorker.register` accept.
 *
 *     import url from './highlight.worker.ts?worker&url';
 *     new Worker(scriptUrl(url), { type: 'module' });
 */
export function scriptUrl(url: string): string {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  if (!factory) return checkScriptUrl(url, location.origin);
  policy ??= factory.createPolicy('tertulia', {
    createScriptURL: (value) => checkScriptUrl(value, location.origin),
  });
  // A TrustedScriptURL; the DOM's types know only strings here.
  return policy.createScriptURL(url) as string;
}
