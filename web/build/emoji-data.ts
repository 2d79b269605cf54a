import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

interface Entry {
  unicode: string;
  label: string;
  group?: number;
  order?: number;
  tags?: string[];
  skins?: Entry[];
}

/** Leaves of emojibase's data what the grid reads: code points as text, and the names of every tone, double its size. */
export function emojiData(): Plugin {
  return {
    name: 'emoji-data',
    enforce: 'pre',
    async load(id) {
      const path = id.split('?', 1)[0] ?? id;
      if (!/emojibase-data\/[\w-]+\/compact\.json$/.test(path)) return null;
      const entries = JSON.parse(await readFile(path, 'utf8')) as Entry[];
      return JSON.stringify(
        entries.map(({ unicode, label, group, order, tags, skins }) => ({
          unicode,
          label,
          group,
          order,
          tags,
          skins: skins?.map((skin) => ({ unicode: skin.unicode })),
        })),
      );
    },
  };
}
