/** Loads what a page of messages needs before it is shown, so that no row changes its height afterwards. */
import { parsed } from './cache.ts';
import { hasMath, katexNow, loadKatex } from './math.ts';
import type { StreamOptions } from './stream.ts';

/** A mark without which there is no math. */
const MAYBE_MATH = /\$|\\[([]/;

/** Resolves once the messages can be drawn at their final height. `true` if nothing had to be loaded. */
export async function prepareMessages(
  messages: Iterable<{ readonly text: string } & StreamOptions>,
): Promise<boolean> {
  if (katexNow() !== null) return true;
  for (const { text, ...options } of messages) {
    if (!MAYBE_MATH.test(text) || !hasMath(parsed(text, options))) continue;
    await loadKatex();
    return false;
  }
  return true;
}
