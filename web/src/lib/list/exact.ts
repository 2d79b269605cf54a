/**
 * Makes `scroller.scrollBy` exact over many calls.
 *
 * Rows have fractional heights, and the virtual list makes up for each by scrolling as far; the browser rounds every
 * such scroll to whole pixels. Two or three of them in one frame add up to a visible step. What was rounded off is
 * carried into the next call instead, so the reader's row is never off by more than half a pixel.
 */
export function scrollExactly(scroller: HTMLElement): void {
  const scrollBy = scroller.scrollBy.bind(scroller);
  let owed = 0;
  scroller.scrollBy = (options?: ScrollToOptions | number, y?: number): void => {
    if (typeof options !== 'object' || options.top === undefined) {
      scrollBy(typeof options === 'number' ? { left: options, top: y ?? 0 } : options);
      return;
    }
    const exact = options.top + owed;
    const whole = Math.round(exact);
    owed = exact - whole;
    scrollBy({ ...options, top: whole });
  };
}
