/** Which emoji this device can draw: the newest come years before their fonts, and some systems have no flags. */

/** How much wider than a common emoji one may be, as a factor: more means that its parts were drawn one by one. */
const SLACK = 1.2;
const KNOWN = '😀';

const cache = new Map<string, boolean>();
let canvas: CanvasRenderingContext2D | null | undefined;
let usual = 0;

/** Whether `emoji` would be drawn as one picture. */
export function isDrawable(emoji: string): boolean {
  if (canvas === undefined) {
    canvas = document.createElement('canvas').getContext('2d');
    if (canvas !== null) {
      // The family only matters for what is no emoji; its narrow letters tell a missing glyph from a picture.
      canvas.font = '32px sans-serif';
      usual = canvas.measureText(KNOWN).width;
    }
  }
  if (canvas === null || usual === 0) return true;
  let drawable = cache.get(emoji);
  if (drawable === undefined) {
    const { width } = canvas.measureText(emoji);
    drawable = width <= usual * SLACK && width >= usual / SLACK;
    cache.set(emoji, drawable);
  }
  return drawable;
}
