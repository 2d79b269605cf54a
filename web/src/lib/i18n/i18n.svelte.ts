// The words of the interface: one Fluent bundle for the chosen locale, and `t()` that reads it.
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { loaders, type Part } from 'virtual:locales';
import { direction, isolate } from './direction.ts';
import type { Messages } from './keys.gen.ts';

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
  #bundle = $state.raw<FluentBundle | null>(null);
  #wanted = 'en';
  #loading: Promise<void> = Promise.resolve();
  /** The parts that somebody needed; the words of strangers are always there. */
  #parts: readonly Part[] = ['core'];

  /** Loads `locale`, then switches everything that calls `t()` to it at once. */
  async use(locale: string): Promise<void> {
    const load = loaders[locale];
    if (!load) throw new Error(`There is no locale ${locale}.`);
    this.#wanted = locale;
    let parts: readonly Part[];
    let texts: string[];
    do {
      parts = this.#parts;
      texts = await Promise.all(parts.map(async (part) => (await load[part]()).default));
      // What somebody needs since then is loaded too, so that nobody is shown without words.
    } while (parts !== this.#parts);
    if (this.#wanted === locale) this.install(locale, texts.join(''));
  }

  /** Loads the words of some more pages. Awaited before they are shown. */
  async need(...parts: Part[]): Promise<void> {
    const missing = parts.filter((part) => !this.#parts.includes(part));
    if (missing.length === 0) return this.#loading;
    this.#parts = [...this.#parts, ...missing];
    this.#loading = this.use(this.#wanted).catch((error: unknown) => {
      this.#parts = this.#parts.filter((part) => !missing.includes(part));
      throw error;
    });
    return this.#loading;
  }

  /** Takes the Fluent text of `locale`. Tests use it directly. */
  install(locale: string, source: string): void {
    // Isolation is ours (`isolate`): Fluent's own would put marks around every name, also where nothing can go wrong.
    const bundle = new FluentBundle([locale, 'en'], { useIsolating: false });
    const errors = bundle.addResource(new FluentResource(source), { allowOverrides: true });
    if (errors[0]) throw errors[0];
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
