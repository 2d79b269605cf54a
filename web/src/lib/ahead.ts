/** How long after a page came up it is taken to be at rest. */
const REST_MS = 2_000;

/**
 * Fetches parts of the app that will soon be wanted, while nothing happens: what they are for then comes at once, also
 * offline. One that cannot be fetched is asked for again, and missed in words, by whoever needs it. For an `$effect`.
 */
export function ahead(...parts: (() => Promise<unknown>)[]): () => void {
  const rest = setTimeout(() => void Promise.allSettled(parts.map((load) => load())), REST_MS);
  return () => clearTimeout(rest);
}
