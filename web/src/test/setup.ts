// What the tests of components share: English words, and the parts of a browser that jsdom lacks.
import { configure } from '@testing-library/svelte';
import { beforeAll } from 'vitest';
import { i18n } from '../lib/i18n/index.ts';
import words from 'virtual:locale/en';

i18n.install('en', words);

// What a busy machine shows late is not wrong: tests wait for it, they do not time it.
configure({ asyncUtilTimeout: 10_000 });

beforeAll(() => {
  // jsdom has no top layer, no layout and no media.
  HTMLElement.prototype.showPopover ??= () => undefined;
  HTMLElement.prototype.hidePopover ??= () => undefined;
  Element.prototype.scrollIntoView ??= () => undefined;
  window.matchMedia ??= (media: string) =>
    Object.assign(new EventTarget(), { matches: false, media, onchange: null }) as unknown as MediaQueryList;
  globalThis.ResizeObserver ??= class {
    observe(): void {
      /* No layout, no sizes. */
    }
    unobserve(): void {
      /* As above. */
    }
    disconnect(): void {
      /* As above. */
    }
  };
});
