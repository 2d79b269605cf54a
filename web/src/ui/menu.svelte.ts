// Menus are data: a list of entries that is opened beside something. One host shows whichever is open, and loads the
// widget on first use, so that a thousand rows can have a menu and none of them pays for it.
import { untrack, type Component, type Snippet } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { Combo } from '../lib/a11y/keys.ts';

/** Something a person can do. */
export interface MenuItem {
  label: string;
  /** A lucide icon. */
  icon?: Component;
  /** A second line. */
  hint?: string;
  /** Shown only: the shortcut itself is registered elsewhere. */
  shortcut?: Combo;
  /** Makes it a choice that is on or off. */
  checked?: boolean;
  danger?: boolean;
  disabled?: boolean;
  /** Runs after the menu has closed and the focus is back where it was. */
  run?: () => void;
  /** A submenu instead of an action. */
  items?: readonly MenuItem[];
}

/** A line of a menu; `'---'` separates. */
export type MenuEntry = MenuItem | '---';

/** What is opened, where, and what happens afterwards. */
export interface MenuRequest {
  /** The accessible name of the menu, and the title of the sheet on phones. */
  label: string;
  /** A promise, where they are loaded first; the menu opens when they are there. */
  entries: readonly MenuEntry[] | Promise<readonly MenuEntry[]>;
  /** Beside an element, or at a point of the viewport in CSS pixels. */
  anchor: HTMLElement | { x: number; y: number };
  /** Where the focus returns; the anchor by default. */
  returnTo?: HTMLElement | null;
  align?: 'start' | 'end';
  /** Above the entries: quick reactions, for instance. It gets a function that closes the menu. */
  header?: Snippet<[close: () => void]>;
  onclose?: () => void;
}

/** An open menu. */
export interface OpenMenu extends MenuRequest {
  id: number;
  /** Opened by keyboard: the first entry takes the focus. */
  byKeyboard: boolean;
}

/** An open menu whose entries are there. */
export interface ShownMenu extends OpenMenu {
  entries: readonly MenuEntry[];
}

class MenuState {
  /** The open menu, if any. Reactive. */
  current = $state.raw<OpenMenu | null>(null);
  #count = 0;

  open(request: MenuRequest, byKeyboard: boolean): void {
    untrack(() => this.current)?.onclose?.();
    this.current = { ...request, id: ++this.#count, byKeyboard };
  }

  close(): void {
    const closing = untrack(() => this.current);
    this.current = null;
    closing?.onclose?.();
  }
}

export const menuState = new MenuState();

/** Opens a menu. Prefer `<Menu>` for a button and `contextMenu` for a thing. */
export function openMenu(request: MenuRequest, event?: Event): void {
  const byKeyboard = event instanceof KeyboardEvent || (event instanceof MouseEvent && event.detail === 0);
  menuState.open(request, byKeyboard);
}

const LONG_PRESS_MS = 500;
/** A finger that moves further than this scrolls. */
const SLOP_PX = 10;

/**
 * Opens a menu on right click, on the context-menu key, and on a long press.
 *
 *     <article {@attach contextMenu(() => ({ label: t('chat-message-menu'), entries }))}>
 *
 * `isLink`: the thing is a link itself, whose own menu this is; else links in it keep the browser's.
 */
export function contextMenu(
  request: () => Omit<MenuRequest, 'anchor'> | null,
  { isLink = false }: { isLink?: boolean } = {},
): Attachment<Element> {
  return (node) => {
    const element = node as HTMLElement;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let start = { x: 0, y: 0 };

    const open = (point: { x: number; y: number }, event: Event): boolean => {
      const wanted = request();
      if (!wanted) return false;
      const focused = document.activeElement;
      const returnTo = element.contains(focused) ? (focused as HTMLElement) : element;
      const atPoint = point.x !== 0 || point.y !== 0;
      openMenu({ returnTo, ...wanted, anchor: atPoint ? point : returnTo }, event);
      return true;
    };
    const oncontextmenu = (event: Event) => {
      const mouse = event as PointerEvent;
      // Copying a selection or a link is what the browser's own menu is for.
      const native = !isLink && mouse.button === 2 && (hasSelection() || isNativeTarget(event.target));
      if (!native && open({ x: mouse.clientX, y: mouse.clientY }, event)) event.preventDefault();
    };
    const onpointerdown = (event: Event) => {
      const pointer = event as PointerEvent;
      if (pointer.pointerType !== 'touch' || !pointer.isPrimary) return;
      start = { x: pointer.clientX, y: pointer.clientY };
      clearTimeout(timer);
      // iOS sends no contextmenu event for a long press.
      timer = setTimeout(() => open(start, event) && swallowRelease(), LONG_PRESS_MS);
    };
    const onpointermove = (event: Event) => {
      const { clientX, clientY } = event as PointerEvent;
      if (Math.hypot(clientX - start.x, clientY - start.y) > SLOP_PX) clearTimeout(timer);
    };
    const cancel = () => clearTimeout(timer);
    const listeners: [string, (event: Event) => void][] = [
      ['contextmenu', oncontextmenu],
      ['pointerdown', onpointerdown],
      ['pointermove', onpointermove],
      ['pointerup', cancel],
      ['pointercancel', cancel],
    ];
    for (const [name, listener] of listeners) element.addEventListener(name, listener);
    return () => {
      cancel();
      for (const [name, listener] of listeners) element.removeEventListener(name, listener);
    };
  };
}

/** The finger still lies where the menu has opened: lifting it chooses nothing. */
function swallowRelease(): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener('click', swallow, true);
  document.addEventListener('pointerdown', () => document.removeEventListener('click', swallow, true), {
    capture: true,
    once: true,
  });
}

function hasSelection(): boolean {
  return (getSelection()?.toString() ?? '') !== '';
}

function isNativeTarget(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('a[href], input, textarea, [contenteditable="true"]') !== null
  );
}
