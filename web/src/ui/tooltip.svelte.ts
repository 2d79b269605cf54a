// One tooltip for the whole app: hundreds of buttons share it, so none pays for a widget of its own.
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { Combo } from '../lib/a11y/keys.ts';

/** What a tooltip says. Without `text` there is none. */
export interface Tip {
  text: string | undefined;
  shortcut?: Combo | undefined;
  /** `below` unless there is no room. */
  side?: 'above' | 'below';
  /** Whether the text adds to the element's name and is to be read after it. A tooltip that repeats the name is not. */
  describe?: boolean;
}

/** The id of the element that shows the tooltip. */
export const TOOLTIP_ID = 'tertulia-tooltip';

const DELAY_MS = 500;
/** Time to move the pointer from the button onto the tooltip (WCAG 1.4.13). */
const GRACE_MS = 120;
/** After one tooltip the next comes at once. */
const WARM_MS = 400;

class TooltipState {
  /** What is shown, and beside what. */
  current = $state.raw<{ anchor: HTMLElement; tip: Tip } | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closedAt = -Infinity;

  /** Opens for `anchor`, after a moment or `now`. */
  open(anchor: HTMLElement, tip: () => Tip, now: boolean): void {
    clearTimeout(this.#timer);
    const warm = untrack(() => this.current) !== null || performance.now() - this.#closedAt < WARM_MS;
    const show = () => {
      const value = tip();
      if (!value.text || !anchor.isConnected) return;
      this.close();
      this.current = { anchor, tip: value };
      if (value.describe) anchor.setAttribute('aria-describedby', TOOLTIP_ID);
    };
    if (now || warm) show();
    else this.#timer = setTimeout(show, DELAY_MS);
  }

  /** Closes soon, unless `keep` is called: the pointer may be on its way to the tooltip. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.close(), GRACE_MS);
  }

  /** The pointer is on the tooltip. */
  keep(): void {
    clearTimeout(this.#timer);
  }

  close(): void {
    clearTimeout(this.#timer);
    const current = untrack(() => this.current);
    if (!current) return;
    const { anchor, tip } = current;
    if (tip.describe) anchor.removeAttribute('aria-describedby');
    this.current = null;
    this.#closedAt = performance.now();
  }
}

export const tooltipState = new TooltipState();

/**
 * Gives an element a tooltip on hover and on keyboard focus; never on touch, where nothing hovers.
 *
 *     <button {@attach tooltip(() => ({ text: t('chat-mute') }))}>
 */
export function tooltip(tip: () => Tip): Attachment<Element> {
  return (node) => {
    const anchor = node as HTMLElement;
    const enter = (event: PointerEvent) => {
      if (event.pointerType !== 'touch') tooltipState.open(anchor, tip, false);
    };
    const focus = () => {
      if (anchor.matches(':focus-visible')) tooltipState.open(anchor, tip, true);
    };
    const leave = () => tooltipState.leave();
    const close = () => tooltipState.close();
    const options = { passive: true };
    anchor.addEventListener('pointerenter', enter, options);
    anchor.addEventListener('pointerleave', leave, options);
    anchor.addEventListener('pointerdown', close, options);
    anchor.addEventListener('keydown', close, options);
    anchor.addEventListener('focus', focus, options);
    anchor.addEventListener('blur', close, options);
    return () => {
      anchor.removeEventListener('pointerenter', enter);
      anchor.removeEventListener('pointerleave', leave);
      anchor.removeEventListener('pointerdown', close);
      anchor.removeEventListener('keydown', close);
      anchor.removeEventListener('focus', focus);
      anchor.removeEventListener('blur', close);
      if (untrack(() => tooltipState.current)?.anchor === anchor) close();
    };
  };
}
