// A menu that a long press opens lies under the finger.
import { fireEvent } from '@testing-library/dom';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { contextMenu, menuState } from './menu.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  menuState.close();
  vi.useRealTimers();
  document.body.replaceChildren();
});

/** Something with a menu, beside a button that stands for an entry of it. */
function scene() {
  const thing = document.body.appendChild(document.createElement('article'));
  const entry = document.body.appendChild(document.createElement('button'));
  const chosen = vi.fn();
  entry.addEventListener('click', chosen);
  const detach = contextMenu(() => ({ label: 'Message', entries: [{ label: 'Copy' }] }))(thing);
  return { thing, entry, chosen, detach };
}

const touch = { pointerType: 'touch', isPrimary: true, clientX: 10, clientY: 10 };

it('lifting the finger chooses nothing, and the next touch does', () => {
  const { thing, entry, chosen } = scene();
  fireEvent.pointerDown(thing, touch);
  vi.advanceTimersByTime(500);
  expect(menuState.current?.label).toBe('Message');
  fireEvent.click(entry);
  expect(chosen).not.toHaveBeenCalled();
  fireEvent.pointerDown(entry, touch);
  fireEvent.click(entry);
  expect(chosen).toHaveBeenCalledOnce();
});

it('a short touch is a click', () => {
  const { thing, entry, chosen } = scene();
  fireEvent.pointerDown(thing, touch);
  fireEvent.pointerUp(thing, touch);
  vi.advanceTimersByTime(500);
  expect(menuState.current).toBeNull();
  fireEvent.click(entry);
  expect(chosen).toHaveBeenCalledOnce();
});
