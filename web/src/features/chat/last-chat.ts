// The chat that was open last in this browser, for the next visit.
import type { Id } from '$lib/api/index.ts';

const KEY = 'tertulia.last-chat';

export const lastChat = {
  /** Its group; `null` where none is known. */
  get(): Id | null {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // Storage is blocked: the newest chat opens instead.
    }
  },
  set(group: Id): void {
    try {
      localStorage.setItem(KEY, group);
    } catch (error) {
      console.warn('The browser refused to remember the open chat.', error);
    }
  },
};
