// What the catalogue says of a model, as it is written and read in a form.
import type { ModelFeatures, ModelPrices } from '$lib/api/wire.ts';

/** What a model can do, in the order in which it is asked. */
export const FEATURES = [
  'tools',
  'images',
  'json_schema',
  'usage',
] as const satisfies (keyof ModelFeatures)[];

/** Nobody has tried it yet. */
export const UNKNOWN: ModelFeatures = { usage: null, tools: null, images: null, json_schema: null };

/** The wire counts in millionths of a dollar. */
const MICROS = 1_000_000;
const DOLLARS_MAX = 1_000_000;

/** A price as people write it; empty where none is known. */
export function dollarsOf(micros: number | undefined): string {
  return micros === undefined ? '' : String(micros / MICROS);
}

/** Both prices; `null` where both are empty, `undefined` where one of them is no price. */
export function pricesOf(prompt: string, answer: string): ModelPrices | null | undefined {
  if (prompt.trim() === '' && answer.trim() === '') return null;
  const [read, written] = [microsOf(prompt), microsOf(answer)];
  return read === undefined || written === undefined ? undefined : { prompt: read, answer: written };
}

function microsOf(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  if (!/^\d{1,7}(\.\d{1,6})?$/.test(plain)) return undefined;
  const dollars = Number(plain);
  return dollars > DOLLARS_MAX ? undefined : Math.round(dollars * MICROS);
}

/** A feature as a choice of a list. */
export function wordOf(feature: boolean | null): string {
  return feature === null ? 'unknown' : feature ? 'yes' : 'no';
}

/** The other way round. */
export function valueOf(word: string): boolean | null {
  return word === 'unknown' ? null : word === 'yes';
}
