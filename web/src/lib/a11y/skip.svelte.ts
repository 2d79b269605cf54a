// The places that the skip links at the top of the page lead to.
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { enterInto, FOCUSABLE } from './regions.ts';

/** In the order of the links. */
const ORDER = ['composer', 'messages', 'main'] as const;

/** A place worth skipping to. */
export type SkipName = (typeof ORDER)[number];

interface Place {
  element: HTMLElement;
  enter: (() => void) | undefined;
}

class SkipTargets {
  #places = $state.raw<ReadonlyMap<SkipName, Place>>(new Map());

  /** The places that exist now. */
  names: readonly SkipName[] = $derived(ORDER.filter((name) => this.#places.has(name)));

  /** Adds a place; `enter` puts the focus where one wants it there. */
  add(name: SkipName, element: HTMLElement, enter?: () => void): () => void {
    // Called while elements appear and go, which must not depend on the places that exist.
    const places = untrack(() => this.#places);
    this.#places = new Map(places).set(name, { element, enter });
    return () => {
      const rest = new Map(untrack(() => this.#places));
      if (rest.get(name)?.element !== element) return;
      rest.delete(name);
      this.#places = rest;
    };
  }

  /** Focuses what one wants there: the first control of the composer and the messages, the content as a whole. */
  focus(name: SkipName): void {
    const place = this.#places.get(name);
    if (!place) return;
    const { element, enter } = place;
    if (name !== 'main' && !element.matches(FOCUSABLE)) return enterInto(element, enter);
    if (!element.matches(FOCUSABLE)) element.tabIndex = -1;
    element.focus();
  }
}

export const skipTargets = new SkipTargets();

/** Makes an element the goal of a skip link: `<form {@attach skipTarget('composer')}>`. */
export function skipTarget(name: SkipName, enter?: () => void): Attachment<Element> {
  return (node) => skipTargets.add(name, node as HTMLElement, enter);
}
