// What a person with large text or narrow windows would stumble over: text that is cut off, covered, or off the page.
import type { Page } from '@playwright/test';

/** What one cannot read in the part of the page that is in view; empty where all is well. */
export async function illegible(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** What a rounding of fonts and borders may hide, in pixels. */
    const SPARE = 2;
    const found: string[] = [];
    const excess = document.documentElement.scrollWidth - innerWidth;
    if (excess > 0) found.push(`the page is ${excess} px wider than the window`);

    interface Box {
      left: number;
      top: number;
      right: number;
      bottom: number;
    }
    const cut = (box: Box, by: Box): Box => ({
      left: Math.max(box.left, by.left),
      top: Math.max(box.top, by.top),
      right: Math.min(box.right, by.right),
      bottom: Math.min(box.bottom, by.bottom),
    });
    const isEmpty = (box: Box) => box.right - box.left < 1 || box.bottom - box.top < 1;
    /** Meant for screen readers alone, or not there yet. */
    const isUnseen = (element: Element) => {
      for (let one: Element | null = element; one; one = one.parentElement) {
        const { clipPath, opacity, visibility } = getComputedStyle(one);
        const { width, height } = one.getBoundingClientRect();
        if (clipPath !== 'none' || opacity === '0' || visibility !== 'visible') return true;
        if ((width <= 1 || height <= 1) && getComputedStyle(one).overflow === 'hidden') return true;
      }
      return false;
    };
    /** An author who shortens text says so with an ellipsis, and the whole is somewhere else. */
    const isShortened = (element: Element) => {
      const { textOverflow, webkitLineClamp } = getComputedStyle(element);
      return textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
    };

    // What lies under a dialog is not to be read.
    const dialogs = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')];
    const walker = document.createTreeWalker(dialogs.at(-1) ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (!element || text === '' || !element.checkVisibility() || isUnseen(element)) continue;
      // A picture of letters, such as a face without a photo, stands beside the name itself.
      if (element.closest('[aria-hidden="true"]')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        if (isEmpty(line)) continue;
        let shown: Box = line;
        let isScrolled = false;
        for (let one: Element | null = element; one && one !== document.body; one = one.parentElement) {
          const { overflowX, overflowY, position } = getComputedStyle(one);
          const clipsX = overflowX !== 'visible';
          const clipsY = overflowY !== 'visible';
          if (clipsX || clipsY) {
            const box = one.getBoundingClientRect();
            const view = {
              left: clipsX ? box.left : -Infinity,
              right: clipsX ? box.right : Infinity,
              top: clipsY ? box.top : -Infinity,
              bottom: clipsY ? box.bottom : Infinity,
            };
            const rest = cut(shown, view);
            const lost = [
              { by: shown.right - shown.left - (rest.right - rest.left), overflow: overflowX },
              { by: shown.bottom - shown.top - (rest.bottom - rest.top), overflow: overflowY },
            ].filter(({ by }) => by > SPARE);
            const isGone = lost.some(({ overflow }) => !/auto|scroll/.test(overflow));
            if (isGone && !isShortened(one) && !isScrolled) found.push(`cut off: “${text.slice(0, 60)}”`);
            isScrolled ||= lost.length > 0;
            shown = rest;
          }
          if (position === 'fixed') break;
        }
        shown = cut(shown, { left: 0, top: 0, right: innerWidth, bottom: innerHeight });
        // Beyond what one has scrolled to.
        if (isScrolled || shown.right - shown.left < 4 || shown.bottom - shown.top < 4) continue;
        const at = document.elementFromPoint((shown.left + shown.right) / 2, (shown.top + shown.bottom) / 2);
        if (at && !at.contains(element) && !element.contains(at) && !isUnseen(at)) {
          found.push(
            `covered by <${at.tagName.toLowerCase()} class="${at.getAttribute('class')}">: “${text.slice(0, 60)}”`,
          );
        }
      }
    }
    return [...new Set(found)];
  });
}
