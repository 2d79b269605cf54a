// Where model servers usually are. Only addresses: whether something answers there is found out by the test.

/** A place where models are served. */
export interface Preset {
  id: string;
  /** A name of its own, not to be translated. */
  name: string;
  address: string;
  /** Whether it asks for a key. */
  needsKey: boolean;
}

export const PRESETS: readonly Preset[] = [
  { id: 'ollama', name: 'Ollama', address: 'http://127.0.0.1:11434/v1', needsKey: false },
  { id: 'lm-studio', name: 'LM Studio', address: 'http://127.0.0.1:1234/v1', needsKey: false },
  { id: 'llama-cpp', name: 'llama.cpp', address: 'http://127.0.0.1:8080/v1', needsKey: false },
  { id: 'openai', name: 'OpenAI', address: 'https://api.openai.com/v1', needsKey: true },
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
    .replace(/\/chat\/completions$/, '');
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
