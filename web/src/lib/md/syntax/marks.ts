/** Character codes of the marks that our own constructs read. */
export const DOLLAR = 36;
export const BACKSLASH = 92;
export const ROUND_OPEN = 40;
export const ROUND_CLOSE = 41;
export const SQUARE_OPEN = 91;
export const SQUARE_CLOSE = 93;
export const AT = 64;

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    mathBlock: 'mathBlock';
    mathBlockMark: 'mathBlockMark';
    mathBlockClose: 'mathBlockClose';
    mathBlockValue: 'mathBlockValue';
    mathSpan: 'mathSpan';
    mathSpanMark: 'mathSpanMark';
    mathSpanValue: 'mathSpanValue';
    mention: 'mention';
  }
}
