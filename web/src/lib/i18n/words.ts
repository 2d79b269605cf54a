import type { FluentResource } from '@fluent/bundle';

/** The texts of messages by their keys, as `build/locales.ts` makes them of Fluent's syntax. */
export type Words = Record<string, NonNullable<FluentResource['body'][number]['value']>>;
