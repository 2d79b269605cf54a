// The places that the skip links at the top of the page lead to.
import type { Attachment } from 'svelte/attachments';
import { FOCUSABLE } from './regions.ts';

/** In the order of the links. */
const ORDER = ['composer', 'messages', 'main'] as const;

/** A place worth skipping to. */
export type SkipName = (typeof ORDER)[number];

class SkipTargets {
  #places = $state.raw<ReadonlyMap<SkipName, HTMLElement>>(new Map());

  /** The places that exist now. */
  names: readonly SkipName[] = $derived(ORDER.filter((name) => this.#places.has(name)));

  add(name: SkipName, element: HTMLElement): () => void {
    this.#places = new Map(this.#places).set(name, element);
    return () => {
      if (this.#places.get(name) !== element) return;
      const rest = new Map(this.#places);
      rest.delete(name);
      this.#places = rest;
    };
  }

  /** Focuses the place itself if it takes the focus, else the first thing in it, else the place all the same. */
  focus(name: SkipName): void {
    const place = this.#places.get(name);
    if (!place) return;
    const target = place.matches(FOCUSABLE) ? place : (place.querySelector<HTMLElement>(FOCUSABLE) ?? place);
    if (target === place && !place.matches(FOCUSABLE)) place.tabIndex = -1;
    target.focus();
  }
}

export const skipTargets = new SkipTargets();

/** Makes an element the goal of a skip link: `<form {@attach skipTarget('composer')}>`. */
export function skipTarget(name: SkipName): Attachment<Element> {
  // Registering changes what the links read, so it must not be tracked as part of rendering this element.
  return (node) => {
    let remove: (() => void) | undefined;
    queueMicrotask(() => (remove = skipTargets.add(name, node as HTMLElement)));
    return () => remove?.();
  };
}
