import { expect, it, vi } from 'vitest';
import { Unreachable } from '$lib/api/index.ts';
import type { ProviderTest } from '$lib/api/wire.ts';
import { isAddress, isExposed, nameOf, tidyAddress } from './presets.ts';
import { Trial } from './trial.svelte.ts';

const FOUND: ProviderTest = {
  ok: true,
  models: [{ wire_name: 'small', context_window: 8192, class: 'light' }],
  features: { usage: true, tools: null, images: null, json_schema: null },
  tried_model: 'small',
  first_token_ms: 420,
  cancelled: true,
  fault: null,
  detail: '',
};

it('keeps what was found', async () => {
  const trial = new Trial(vi.fn().mockResolvedValue(FOUND));
  await trial.run({ base_url: 'http://127.0.0.1/v1' });
  expect([trial.state, trial.isGood, trial.result?.first_token_ms]).toEqual(['done', true, 420]);
});

it('a model server that fails is a result, our own that fails is an error', async () => {
  const bad = new Trial(vi.fn().mockResolvedValue({ ...FOUND, ok: false, fault: 'unauthorized' }));
  await bad.run({ base_url: 'x' });
  expect([bad.state, bad.isGood]).toEqual(['done', false]);
  const away = new Trial(vi.fn().mockRejectedValue(new Unreachable('')));
  await away.run({ base_url: 'x' });
  expect(away.state).toBe('failed');
});

it('cancelling cuts the connection, and a late answer says nothing', async () => {
  let signal: AbortSignal | undefined;
  let answer: (found: ProviderTest) => void = () => undefined;
  const trial = new Trial((_, given) => {
    signal = given;
    return new Promise((resolve) => (answer = resolve));
  });
  const run = trial.run({ base_url: 'x' });
  trial.cancel();
  expect(signal?.aborted).toBe(true);
  answer(FOUND);
  await run;
  expect([trial.state, trial.result]).toEqual(['cancelled', null]);
});

it('an address is taken as people paste it', () => {
  expect(tidyAddress(' https://a.example/v1/chat/completions ')).toBe('https://a.example/v1');
  expect(tidyAddress('https://a.example/v1//')).toBe('https://a.example/v1');
  expect(nameOf('http://127.0.0.1:11434/v1/')).toBe('Ollama');
  expect(nameOf('https://models.example:8443/v1')).toBe('models.example:8443');
  expect([isAddress('models.example'), isAddress('ftp://a.example'), isAddress('http://a.example')]).toEqual([
    false,
    false,
    true,
  ]);
});

it('a key that would travel unencrypted is noticed', () => {
  expect(isExposed('http://models.example/v1')).toBe(true);
  expect(isExposed('http://localhost:1234/v1')).toBe(false);
  expect(isExposed('http://127.0.0.1:1/v1')).toBe(false);
  expect(isExposed('https://models.example/v1')).toBe(false);
});
