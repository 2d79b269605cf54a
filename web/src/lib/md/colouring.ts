/** Asks the worker for colours. It is started by the first code block and shared by all. */
import { scriptUrl } from '../security/trusted.ts';
import type { ColourAnswer, ColourRequest, Token } from './colour.ts';
import workerUrl from './colour.worker.ts?worker&url';
import { MAX_COLOURED } from './limits.ts';

/** Code blocks whose colours are kept. */
const MAX_KEPT = 200;

const kept = new Map<string, readonly Token[] | null>();
const waiting = new Map<number, (tokens: readonly Token[] | null) => void>();
let worker: Worker | null = null;
let requests = 0;

/** The tokens of `value` if they are known already. */
export function coloursNow(language: string, value: string): readonly Token[] | null {
  return kept.get(keyOf(language, value)) ?? null;
}

/** The tokens of `value`, or `null` where the language is unknown or the code too long. */
export async function colours(language: string, value: string): Promise<readonly Token[] | null> {
  if (value.length > MAX_COLOURED || typeof Worker === 'undefined') return null;
  const key = keyOf(language, value);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const tokens = await ask(language, value);
  kept.set(key, tokens);
  for (const oldest of kept.keys()) {
    if (kept.size <= MAX_KEPT) break;
    kept.delete(oldest);
  }
  return tokens;
}

function ask(language: string, value: string): Promise<readonly Token[] | null> {
  worker ??= start();
  // The first word names the grammar; what follows it is for readers.
  const request: ColourRequest = { id: (requests += 1), language: language.split(' ', 1)[0] ?? '', value };
  worker.postMessage(request);
  return new Promise((resolve) => waiting.set(request.id, resolve));
}

function start(): Worker {
  const started = new Worker(scriptUrl(workerUrl), { type: 'module', name: 'colours' });
  started.addEventListener('message', ({ data }: MessageEvent<ColourAnswer>) => {
    waiting.get(data.id)?.(data.tokens);
    waiting.delete(data.id);
  });
  started.addEventListener('error', () => {
    // Without the worker code stays legible: it has no colours.
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  });
  return started;
}

function keyOf(language: string, value: string): string {
  return `${language}\n${value}`;
}
