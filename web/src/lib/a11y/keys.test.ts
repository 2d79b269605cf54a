import { expect, it } from 'vitest';
import { ariaKeys, caps, matches } from './keys.ts';

const press = (key: string, held: Partial<KeyboardEvent> = {}) =>
  ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }) as KeyboardEvent;

it('calls mod ⌘ on Apple devices and Ctrl elsewhere', () => {
  expect(matches(press('k', { ctrlKey: true }), 'mod+k', false)).toBe(true);
  expect(matches(press('k', { ctrlKey: true }), 'mod+k', true)).toBe(false);
  expect(matches(press('K', { metaKey: true }), 'mod+k', true)).toBe(true);
});

it('wants exactly the modifiers', () => {
  expect(matches(press('F6', { shiftKey: true }), 'f6', false)).toBe(false);
  expect(matches(press('F6', { shiftKey: true }), 'shift+f6', false)).toBe(true);
  expect(matches(press('ArrowUp', { altKey: true }), 'alt+arrowup', false)).toBe(true);
});

it('takes symbols wherever a layout keeps them', () => {
  expect(matches(press('?', { shiftKey: true }), '?', false)).toBe(true);
  expect(matches(press('+', { shiftKey: true }), '+', false)).toBe(true);
  expect(matches(press('+', { ctrlKey: true }), 'mod++', false)).toBe(true);
});

it('shows caps as people know them', () => {
  expect(caps('mod+k', true)).toEqual(['⌘', 'K']);
  expect(caps('shift+escape', false)).toEqual(['Shift', 'Esc']);
  expect(caps('+', false)).toEqual(['+']);
  expect(caps('mod++', false)).toEqual(['Ctrl', '+']);
});

it('names keys to assistive technology in the words of ARIA', () => {
  expect(ariaKeys('mod+k', false)).toBe('Control+K');
  expect(ariaKeys('alt+arrowup', false)).toBe('Alt+ArrowUp');
});
