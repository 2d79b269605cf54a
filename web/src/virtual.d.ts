declare module 'virtual:locales' {
  /** Words that travel together; see `build/locales.ts`. */
  export type Part = 'core' | 'chat' | 'beside' | 'settings';
  /** Loads the Fluent text of a part of each locale that was built in. */
  export const loaders: Record<string, Record<Part, () => Promise<{ default: string }>> | undefined>;
}

declare module 'virtual:locale/en' {
  const source: string;
  export default source;
}
