// The words of the interface: one Fluent bundle for the chosen locale, and `t()` that reads it.
import { FluentBundle, type FluentResource } from '@fluent/bundle';
import { loaders, type Part } from 'virtual:locales';
import { direction, isolate } from './direction.ts';
import type { Messages } from './keys.gen.ts';
import { regional } from './negotiate.ts';
import type { Words } from './words.ts';

/** A key of `locales/en`. */
export type MessageKey = keyof Messages;

/** The arguments that the message `K` takes; none when it takes none. */
export type MessageArgs<K extends MessageKey> = Messages[K] extends null ? [] : [args: Messages[K]];

type Value = string | number | Date;

class I18n {
  /** The locale in use, a BCP 47 tag such as `en` or `zh-Hant`. */
  locale = $state('en');
  /** The direction of its script. */
  dir: 'ltr' | 'rtl' = $derived(direction(this.locale));
  /** The locale of dates and numbers: the same language as it is written where the person is. */
  region = $derived(regional(this.locale, wantedLanguages()));
  #bundle = $state.raw<FluentBundle | null>(null);
  #wanted = 'en';
  /** The parts that somebody needed, with their arrival; the words of strangers are always there. */
  #needed = new Map<Part, Promise<void>>([['core', Promise.resolve()]]);

  /** Loads `locale`, then switches everything that calls `t()` to it at once. */
  async use(locale: string): Promise<void> {
    const load = loaders[locale];
    if (!load) throw new Error(`There is no locale ${locale}.`);
    this.#wanted = locale;
    let parts: Part[];
    let texts: Words[];
    do {
      parts = [...this.#needed.keys()];
      texts = await Promise.all(parts.map(async (part) => (await load[part]()).default));
      // What somebody needs since then is loaded too, so that nobody is shown without words.
    } while ([...this.#needed.keys()].some((part) => !parts.includes(part)));
    if (this.#wanted === locale) this.install(locale, Object.assign({}, ...texts) as Words);
  }

  /** Loads the words of some more pages. Awaited before they are shown. */
  async need(...parts: Part[]): Promise<void> {
    await Promise.all(parts.map((part) => this.#needed.get(part) ?? this.#add(part)));
  }

  /** Fetches the words of some more pages without using them, so that they are at hand later, also offline. */
  async fetch(...parts: Part[]): Promise<void> {
    await Promise.all(parts.map((part) => loaders[this.#wanted]?.[part]()));
  }

  #add(part: Part): Promise<void> {
    const arrival = this.#extend(part).catch((error: unknown) => {
      this.#needed.delete(part);
      throw error;
    });
    this.#needed.set(part, arrival);
    return arrival;
  }

  /** Adds a part to the words in use; what is shown already is not looked up again. */
  async #extend(part: Part): Promise<void> {
    const bundle = this.#bundle;
    const load = loaders[this.locale];
    // Before the first locale is in use, the part comes with it.
    if (!bundle || !load) return this.use(this.#wanted);
    addTo(bundle, (await load[part]()).default);
  }

  /** Takes the words of `locale`. Tests use it directly. */
  install(locale: string, words: Words): void {
    // Isolation is ours (`isolate`): Fluent's own would put marks around every name, also where nothing can go wrong.
    const bundle = new FluentBundle([regional(locale, wantedLanguages()), 'en'], { useIsolating: false });
    addTo(bundle, words);
    this.#bundle = bundle;
    this.locale = locale;
    if (typeof document !== 'undefined') {
      document.documentElement.lang = locale;
      document.documentElement.dir = this.dir;
    }
  }

  /** The text of `key`. A fault in a message is loud in development and tests, and shows the key in production. */
  format(key: string, args: Record<string, Value> = {}): string {
    const message = this.#bundle?.getMessage(key);
    if (!this.#bundle || !message?.value) return fault(key, 'has no text');
    const isolated: Record<string, Value> = {};
    for (const [name, value] of Object.entries(args)) {
      isolated[name] = typeof value === 'string' ? isolate(value, this.dir) : value;
    }
    const errors: Error[] = [];
    const text = this.#bundle.formatPattern(message.value, isolated, errors);
    return errors[0] ? fault(key, errors[0].message) : text;
  }
}

/** What the browser asks for, first what is liked most. */
function wantedLanguages(): readonly string[] {
  return typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
}

function addTo(bundle: FluentBundle, words: Words): void {
  const body = Object.entries(words).map(([id, value]) => ({ id, value, attributes: {} }));
  const [error] = bundle.addResource({ body } as FluentResource, { allowOverrides: true });
  if (error) throw error;
}

function fault(key: string, reason: string): string {
  if (import.meta.env.PROD) return key;
  throw new Error(`${key}: ${reason}`);
}

/** The one instance; `t()` and the formats read it. */
export const i18n = new I18n();

/**
 * The text of a message in the current locale. Reactive in templates, `$derived` and `$effect`.
 *
 *     t('common-cancel')
 *     t('toast-sent', { count: 3 })
 */
export function t<K extends MessageKey>(key: K, ...args: MessageArgs<K>): string {
  return i18n.format(key, (args[0] ?? {}) as Record<string, Value>);
}

/**
 * A lazy part of the app together with the words that only it needs.
 *
 *     const load = () => withWords('beside', import('./Panel.svelte'));
 */
export async function withWords<M>(part: Part, module: Promise<M>): Promise<M> {
  const [loaded] = await Promise.all([module, i18n.need(part)]);
  return loaded;
}
