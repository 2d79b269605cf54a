// Where model servers usually are, and what they speak. Whether something answers there is found out by the test.
import type { ProviderApi } from '$lib/api/wire.ts';

/** What providers speak. The names are their makers', not to be translated. */
export const APIS: readonly { value: ProviderApi; label: string }[] = [
  { value: 'open_ai_chat', label: 'OpenAI Chat Completions' },
  { value: 'open_ai_responses', label: 'OpenAI Responses' },
  { value: 'anthropic', label: 'Anthropic Messages' },
  { value: 'gemini', label: 'Google Gemini' },
];

/** A place where models are served. */
export interface Preset {
  id: string;
  /** A name of its own, not to be translated. */
  name: string;
  api: ProviderApi;
  address: string;
  /** Whether it asks for a key. */
  needsKey: boolean;
}

const chat = 'open_ai_chat';

export const PRESETS: readonly Preset[] = [
  { id: 'ollama', name: 'Ollama', api: chat, address: 'http://127.0.0.1:11434/v1', needsKey: false },
  { id: 'lm-studio', name: 'LM Studio', api: chat, address: 'http://127.0.0.1:1234/v1', needsKey: false },
  { id: 'llama-cpp', name: 'llama.cpp', api: chat, address: 'http://127.0.0.1:8080/v1', needsKey: false },
  {
    id: 'openai',
    name: 'OpenAI',
    api: 'open_ai_responses',
    address: 'https://api.openai.com/v1',
    needsKey: true,
  },
  {
    id: 'anthropic',
    name: 'Anthropic',
    api: 'anthropic',
    address: 'https://api.anthropic.com/v1',
    needsKey: true,
  },
  {
    id: 'gemini',
    name: 'Gemini',
    api: 'gemini',
    address: 'https://generativelanguage.googleapis.com/v1beta',
    needsKey: true,
  },
];

/** What a provider is called until somebody names it: the preset's name, else the host. */
export function nameOf(address: string): string {
  const plain = tidyAddress(address);
  const preset = PRESETS.find((one) => one.address === plain);
  if (preset) return preset.name;
  return URL.canParse(plain) ? new URL(plain).host : plain;
}

/** The address without what is easily typed around it. */
export function tidyAddress(address: string): string {
  return address
    .trim()
    .replace(/\/+$/, '')
    .replace(/\/(chat\/completions|responses|messages)$/, '');
}

/** Whether the address can be one of a model server. */
export function isAddress(address: string): boolean {
  const plain = tidyAddress(address);
  return URL.canParse(plain) && /^https?:$/.test(new URL(plain).protocol);
}

/** Whether a key would travel unencrypted beyond this machine. */
export function isExposed(address: string): boolean {
  const plain = tidyAddress(address);
  if (!URL.canParse(plain)) return false;
  const { protocol, hostname } = new URL(plain);
  const isLocal = hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
  return protocol === 'http:' && !isLocal;
}
