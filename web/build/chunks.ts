import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { normalizePath, type Rolldown } from 'vite';

type Group = Rolldown.CodeSplittingGroup;
type Modules = Rolldown.ChunkingContext;

const SOURCES = normalizePath(realpathSync(fileURLToPath(new URL('../src', import.meta.url))));
const source = (path: string) => `${SOURCES}/${path}`;

/** What every member waits for; a list of chats first, then a thread. */
const MEMBERS = [
  'app/Members.svelte',
  'features/sidebar/Sidebar.svelte',
  'features/chat/HomePage.svelte',
].map(source);
const THREAD = source('features/chat/ChatPage.svelte');

/** Widgets that weigh more, or that only pages with forms need. */
const HEAVY =
  'gallery|Modal|Dialog|Sheet|Drawer|Popover|Tabs|Qr|Crop|crop|MenuHost|MenuSheet|MenuEntryLine|ConfirmHost|SidePanel';
const FORMS = 'Field|FieldFrame|TextArea|Select|Checkbox|Radio|Switch|Progress|CopyField|Banner|SoloPage';

const BASE = [
  '/node_modules/(svelte|esm-env|clsx)/',
  '/node_modules/@lucide/svelte/dist/(?!icons/)',
  'vite/preload-helper',
  String.raw`/src/App\.svelte$`,
  '/src/app/access',
  '/src/lib/(i18n|a11y|prefs|router|title|update|security|commands|api)/',
  `/src/ui/(?!${HEAVY}|${FORMS})`,
];
const ICON = /\/@lucide\/svelte\/dist\/icons\//;

/**
 * A few chunks instead of dozens of crumbs, each with what is wanted together: `base` by everybody, `members` by whoever
 * is signed in, `thread` by an open chat. What a group needs comes along, unless a group before it has it: something
 * that strangers share with members belongs to `base`, else a stranger loads all of `members` for it (the budgets tell).
 */
export function chunks(): Group[] {
  return [
    { name: 'base', test: new RegExp(BASE.join('|')), priority: 4 },
    { name: iconsOf(), test: ICON, priority: 3, includeDependenciesRecursively: false },
    { name: 'members', test: (id) => MEMBERS.includes(id), priority: 2 },
    { name: 'thread', test: (id) => id === THREAD, priority: 1 },
    { name: 'forms', test: new RegExp(String.raw`/src/ui/(${FORMS})\.`), minShareCount: 2 },
    { name: 'icons', test: ICON, minShareCount: 2 },
    {
      name: 'bits',
      test: /\/node_modules\/(bits-ui|svelte-toolbelt|runed|tabbable|@floating-ui)\//,
      minShareCount: 2,
    },
  ];
}

/** An icon stands where it is drawn first, so that no page loads a thread for the sake of an icon. */
function iconsOf() {
  let atOnce: Set<string> | null = null;
  return (id: string, modules: Modules): string | null => {
    const drawers = drawersOf(id, modules);
    if (drawers.some((drawer) => drawer.includes('/src/ui/'))) return 'base-icons';
    atOnce ??= reached(modules);
    return drawers.some((drawer) => atOnce?.has(drawer)) ? 'members-icons' : null;
  };
}

/** The modules that draw an icon; the icon's own package imports it too. */
function drawersOf(id: string, modules: Modules): string[] {
  const importers = modules.getModuleInfo(id)?.importers ?? [];
  return importers.flatMap((importer) => (ICON.test(importer) ? drawersOf(importer, modules) : [importer]));
}

/** All that members and threads import, directly or not. */
function reached(modules: Modules): Set<string> {
  const found = new Set<string>();
  const visit = (id: string) => {
    // The list of the widgets names them all, and says nothing about who draws which.
    if (found.has(id) || id.endsWith('/src/ui/index.ts')) return;
    found.add(id);
    modules.getModuleInfo(id)?.importedIds.forEach(visit);
  };
  [...MEMBERS, THREAD].forEach(visit);
  return found;
}
