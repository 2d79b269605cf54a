// The places that F6 and Shift+F6 go through: sidebar, messages, composer, panel, toasts.

interface Region {
  element: HTMLElement;
  /** What was focused when it was last left. */
  last: HTMLElement | null;
  /** Puts the focus where one wants it who comes for the first time. */
  enter: (() => void) | undefined;
}

/** What Tab would reach within a region. */
export const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"]), [contenteditable="true"]';

class Regions {
  #regions: Region[] = [];

  /**
   * Adds a region, which may stand within another one; returns how to take it away. `enter` puts the focus where one wants
   * it who comes for the first time; by default the first control has it.
   */
  add(element: HTMLElement, enter?: () => void): () => void {
    const region: Region = { element, last: null, enter };
    const remember = ({ target }: FocusEvent) => {
      if (this.#at(target as HTMLElement) === region) region.last = target as HTMLElement;
    };
    element.addEventListener('focusin', remember);
    this.#regions.push(region);
    return () => {
      element.removeEventListener('focusin', remember);
      this.#regions = this.#regions.filter((other) => other !== region);
    };
  }

  /** Moves the focus to the next (`1`) or previous (`-1`) visible region. Returns whether it moved. */
  cycle(step: 1 | -1): boolean {
    const regions = this.#regions.filter((region) => isShown(region.element)).sort(byPosition);
    if (regions.length === 0) return false;
    const here = regions.findIndex((region) => region === this.#at(document.activeElement));
    const start = here === -1 ? (step === 1 ? -1 : 0) : here;
    const next = regions[(start + step + regions.length) % regions.length];
    if (!next) return false;
    focusInto(next);
    return true;
  }

  /** The innermost region around `element`. */
  #at(element: Element | null): Region | undefined {
    const around = this.#regions.filter((region) => region.element.contains(element));
    return around.find((one) => around.every((other) => other.element.contains(one.element)));
  }
}

function focusInto({ element, last, enter }: Region): void {
  if (last?.isConnected && element.contains(last) && visible(last)) last.focus();
  else enterInto(element, enter);
}

/** Puts the focus into `element`: as `enter` does, else on its first control, else on itself. */
export function enterInto(element: HTMLElement, enter?: () => void): void {
  enter?.();
  if (enter && element.contains(document.activeElement)) return;
  const target = firstFocusable(element);
  if (!target) element.tabIndex = -1;
  (target ?? element).focus();
}

/** The first thing within `element` that Tab would reach now. */
export function firstFocusable(element: HTMLElement): HTMLElement | undefined {
  return [...element.querySelectorAll<HTMLElement>(FOCUSABLE)].find(visible);
}

function isShown(element: HTMLElement): boolean {
  return element.isConnected && !element.closest('[inert], [hidden]') && visible(element);
}

/** jsdom has no layout and no `checkVisibility`; there everything that is connected counts as visible. */
function visible(element: HTMLElement): boolean {
  return typeof element.checkVisibility !== 'function' || element.checkVisibility();
}

function byPosition(a: Region, b: Region): number {
  return a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

/** The one list of regions. Components join it through `ui/FocusRegion.svelte`. */
export const regions = new Regions();
