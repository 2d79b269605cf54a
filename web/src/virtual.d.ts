declare module 'virtual:locales' {
  /** Loads the Fluent text of each locale that was built in. */
  export const loaders: Record<string, (() => Promise<{ default: string }>) | undefined>;
}

declare module 'virtual:locale/en' {
  const source: string;
  export default source;
}
