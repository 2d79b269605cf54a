// Key combinations such as `mod+k`: how they are matched, shown and named to assistive technology.

/** `mod` is ⌘ on Apple devices and Ctrl elsewhere. */
export type Combo = string;

const APPLE = /mac|iphone|ipad/i;

/** Whether this device calls `mod` ⌘. */
export function isApple(platform = typeof navigator === 'undefined' ? '' : navigator.platform): boolean {
  return APPLE.test(platform);
}

/** The parts in lower case; `plus` is the plus key itself, as in `mod++`. */
function split(combo: Combo): string[] {
  return combo
    .toLowerCase()
    .replace(/(^|\+)\+$/, '$1plus')
    .split('+');
}

interface Parsed {
  key: string;
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  shift: boolean;
}

function parse(combo: Combo, apple: boolean): Parsed {
  const parts = split(combo);
  const key = parts.at(-1) === 'plus' ? '+' : (parts.at(-1) ?? '');
  const has = (name: string) => parts.slice(0, -1).includes(name);
  return {
    key,
    ctrl: has('ctrl') || (has('mod') && !apple),
    meta: has('meta') || (has('mod') && apple),
    alt: has('alt'),
    shift: has('shift'),
  };
}

/** Whether `event` is `combo`. Symbols such as `?` and `+` do not ask for Shift, because layouts differ. */
export function matches(event: KeyboardEvent, combo: Combo, apple = isApple()): boolean {
  const wanted = parse(combo, apple);
  if (event.key.toLowerCase() !== wanted.key) return false;
  if (event.ctrlKey !== wanted.ctrl || event.metaKey !== wanted.meta || event.altKey !== wanted.alt)
    return false;
  const symbol = wanted.key.length === 1 && wanted.key.toLowerCase() === wanted.key.toUpperCase();
  return symbol || event.shiftKey === wanted.shift;
}

/** Whether `combo` is one character without a modifier, which must never fire while somebody writes. */
export function isSingleKey(combo: Combo): boolean {
  return combo.length === 1;
}

const APPLE_SIGNS: Record<string, string> = { mod: '⌘', meta: '⌘', ctrl: '⌃', alt: '⌥', shift: '⇧' };
const SIGNS: Record<string, string> = { mod: 'Ctrl', ctrl: 'Ctrl', meta: 'Meta', alt: 'Alt', shift: 'Shift' };
const KEYS: Record<string, string> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  escape: 'Esc',
  enter: '↵',
  delete: 'Del',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  plus: '+',
};

/** The caps of `combo`, in the order in which people read them: `['⌘', 'K']`. */
export function caps(combo: Combo, apple = isApple()): string[] {
  const parts = split(combo);
  return parts.map((part) => {
    const sign = (apple ? APPLE_SIGNS : SIGNS)[part] ?? KEYS[part];
    return sign ?? part.charAt(0).toUpperCase() + part.slice(1);
  });
}

const ARIA: Record<string, string> = { ctrl: 'Control', meta: 'Meta', alt: 'Alt', shift: 'Shift', plus: '+' };

/** The value of `aria-keyshortcuts` for `combo`. */
export function ariaKeys(combo: Combo, apple = isApple()): string {
  const names = split(combo).map((low) => {
    if (low === 'mod') return apple ? 'Meta' : 'Control';
    if (low.startsWith('arrow')) return 'Arrow' + low.charAt(5).toUpperCase() + low.slice(6);
    return ARIA[low] ?? low.charAt(0).toUpperCase() + low.slice(1);
  });
  return names.join('+');
}
