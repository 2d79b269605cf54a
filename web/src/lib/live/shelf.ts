// The shelf of the real browser.
import type { Shelf } from './host.ts';

/** `localStorage`; null where the browser keeps nothing. */
export function browserShelf(): Shelf | null {
  try {
    return window.localStorage;
  } catch {
    console.warn('This browser keeps nothing: drafts last until the page is closed.');
    return null;
  }
}
