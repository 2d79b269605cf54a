// The state of members begins once; whoever signs in later begins anew.
import type { App } from '../lib/state/app.svelte.ts';

let hasBegun = false;

/** Begins, or asks again who is here after somebody had signed out. */
export async function begin(app: App): Promise<void> {
  if (!hasBegun) {
    hasBegun = true;
    await app.start();
  } else if (app.session.status === 'signed-out') await app.becameSomebodyElse();
}
