import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin, Rolldown } from 'vite';

const SOURCE = fileURLToPath(new URL('../src/sw.ts', import.meta.url));
const PUBLIC = fileURLToPath(new URL('../public', import.meta.url));

/** What the shell consists of when it starts offline: these modules with everything they import. */
const SHELL_MODULES = [
  '/index.html',
  '/src/features/chat/HomePage.svelte',
  '/src/features/chat/ChatPage.svelte',
  '/src/app/Members.svelte',
  '/src/features/sidebar/Sidebar.svelte',
  '/src/features/system/OfflinePage.svelte',
  '/src/features/system/NoServer.svelte',
  '/src/features/account/LoginSheet.svelte',
  '/node_modules/remend/dist/index.js',
  '/src/features/chat/message-menu.ts',
  '/src/features/chat/row-parts.ts',
  '/src/features/chat/announcing.svelte.ts',
  '/src/features/sidebar/group-entries.ts',
  '/src/ui/MenuHost.svelte',
  'virtual:locale/en/core',
  'virtual:locale/en/chat',
  'virtual:locale/en/beside',
];

/** Builds `src/sw.ts` to `/sw.js` and writes into it the version of the build and what to keep. */
export function serviceWorker(): Plugin {
  return {
    name: 'tertulia-service-worker',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: SOURCE, fileName: 'sw.js' });
    },
    generateBundle: {
      // After everything has its final name.
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') throw new Error('sw.js was not built');
        if (worker.imports.length > 0) throw new Error('src/sw.ts must not share code with the app');
        const page = bundle['index.html'];
        if (page?.type !== 'asset') throw new Error('index.html was not built');
        const fixed = readdirSync(PUBLIC, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name));
        // The names of other files hold hashes of what is in them; those of the page and of public/ do not.
        const hash = createHash('sha256').update(Object.keys(bundle).sort().join('\n')).update(page.source);
        for (const path of fixed.sort()) hash.update(readFileSync(path));
        const precache = ['/', '/theme.js', '/manifest.webmanifest', '/icon.svg', ...shellFiles(bundle)];
        worker.code = worker.code
          .replaceAll('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 12)))
          .replaceAll('__PRECACHE__', JSON.stringify(precache));
      },
    },
  };
}

/** The scripts and styles in the static import closure of the shell's modules. */
function shellFiles(bundle: Rolldown.OutputBundle): string[] {
  const files = new Set<string>();
  const visit = (name: string) => {
    const chunk = bundle[name];
    if (files.has(`/${name}`) || chunk?.type !== 'chunk') return;
    files.add(`/${name}`);
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(`/${css}`);
    chunk.imports.forEach(visit);
  };
  for (const module of SHELL_MODULES) {
    const chunk = Object.values(bundle).find(
      (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(module),
    );
    if (!chunk) throw new Error(`no chunk begins with ${module}, which the shell needs offline`);
    visit(chunk.fileName);
  }
  return [...files].sort();
}
