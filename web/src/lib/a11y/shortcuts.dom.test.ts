import { beforeEach, expect, it, vi } from 'vitest';
import { DEFAULTS, prefs } from '../prefs/prefs.svelte.ts';
import { shortcuts, type Shortcut } from './shortcuts.svelte.ts';

const shortcut = (keys: string, more: Partial<Shortcut> = {}): Shortcut => ({
  keys,
  label: () => keys,
  group: 'general',
  run: vi.fn(),
  ...more,
});

function press(
  key: string,
  target: HTMLElement = document.body,
  init: KeyboardEventInit = {},
): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  target.addEventListener('keydown', (happening) => shortcuts.handle(happening as KeyboardEvent), {
    once: true,
  });
  target.dispatchEvent(event);
  return event;
}

beforeEach(() => {
  document.body.replaceChildren();
  shortcuts.all = [];
  prefs.value = { ...DEFAULTS };
});

it('runs a shortcut until it is taken away', () => {
  const one = shortcut('f6');
  const remove = shortcuts.add(one);
  expect(press('F6').defaultPrevented).toBe(true);
  remove();
  expect(press('F6').defaultPrevented).toBe(false);
  expect(one.run).toHaveBeenCalledOnce();
});

it('asks the latest first, and the next one when that had nothing to do', () => {
  const below = shortcut('escape');
  const above = shortcut('escape', { run: vi.fn(() => false) });
  shortcuts.add(below);
  shortcuts.add(above);
  press('Escape');
  expect(above.run).toHaveBeenCalledOnce();
  expect(below.run).toHaveBeenCalledOnce();
});

it('leaves single letters to whoever writes, and to whoever turned them off', () => {
  const letter = shortcut('r', { inFields: true });
  shortcuts.add(letter);
  const field = document.body.appendChild(document.createElement('textarea'));
  press('r', field);
  prefs.value = { ...DEFAULTS, singleKeys: false };
  press('r');
  expect(letter.run).not.toHaveBeenCalled();
  prefs.value = { ...DEFAULTS };
  press('r');
  expect(letter.run).toHaveBeenCalledOnce();
});

it('fires in a field only when it says so', () => {
  const field = document.body.appendChild(document.createElement('input'));
  const quiet = shortcut('alt+arrowup');
  const loud = shortcut('ctrl+k', { inFields: true });
  shortcuts.add(quiet, loud);
  press('ArrowUp', field, { altKey: true });
  press('k', field, { ctrlKey: true });
  expect(quiet.run).not.toHaveBeenCalled();
  expect(loud.run).toHaveBeenCalledOnce();
});

it('never interferes with an input method', () => {
  const one = shortcut('enter', { inFields: true });
  shortcuts.add(one);
  press('Enter', document.body, { isComposing: true });
  expect(one.run).not.toHaveBeenCalled();
});
