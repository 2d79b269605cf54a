/** Reads internationalised host names: browsers give `xn--…`, people see letters. RFC 3492, decoding only. */

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_CODE = 128;
const MAX_CODE_POINT = 0x10ffff;

/** The letters of `host`; labels that decode to nothing stay as they are. */
export function unicodeHost(host: string): string {
  return host
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decodeLabel(label.slice(4)) ?? label) : label))
    .join('.');
}

function decodeLabel(encoded: string): string | null {
  const split = encoded.lastIndexOf('-');
  const output = [...(split > 0 ? encoded.slice(0, split) : '')].map((letter) => letter.charCodeAt(0));
  let [code, bias, at] = [INITIAL_CODE, INITIAL_BIAS, 0];
  for (let index = split > 0 ? split + 1 : 0; index < encoded.length; at += 1) {
    const before = at;
    for (let weight = 1, step = BASE; ; step += BASE) {
      const digit = digitOf(encoded.charCodeAt(index));
      index += 1;
      if (digit === null || index > encoded.length) return null;
      at += digit * weight;
      const threshold = Math.min(Math.max(step - bias, T_MIN), T_MAX);
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const length = output.length + 1;
    bias = adapt(at - before, length, before === 0);
    code += Math.floor(at / length);
    at %= length;
    if (code > MAX_CODE_POINT) return null;
    output.splice(at, 0, code);
  }
  return String.fromCodePoint(...output);
}

function digitOf(code: number): number | null {
  if (code >= 97 && code <= 122) return code - 97;
  return code >= 48 && code <= 57 ? code - 48 + 26 : null;
}

function adapt(delta: number, length: number, isFirst: boolean): number {
  let scaled = Math.floor(delta / (isFirst ? DAMP : 2));
  scaled += Math.floor(scaled / length);
  let step = 0;
  for (; scaled > ((BASE - T_MIN) * T_MAX) / 2; step += BASE) scaled = Math.floor(scaled / (BASE - T_MIN));
  return step + Math.floor(((BASE - T_MIN + 1) * scaled) / (scaled + SKEW));
}
