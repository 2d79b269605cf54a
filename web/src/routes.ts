// Every place of the app. A page is `src/features/<feature>/<Name>Page.svelte` and gets its parameters as props.
import { withWords } from './lib/i18n/index.ts';
import { Router } from './lib/router/index.ts';

const shell = { shell: true, access: 'member' } as const;
const alone = { shell: false, access: 'open' } as const;

export const routes = {
  /** The chat list; beside it the last open chat, where there is room. */
  home: { path: '/', page: () => import('./features/chat/HomePage.svelte'), ...shell },
  /** Starts a group. */
  new: {
    path: '/new',
    page: () => withWords('beside', import('./features/groups/NewPage.svelte')),
    ...shell,
  },
  /** A group's thread. */
  chat: { path: '/c/:id', page: () => import('./features/chat/ChatPage.svelte'), ...shell },
  /** The thread around one message. */
  message: { path: '/c/:id/m/:msg', page: () => import('./features/chat/ChatPage.svelte'), ...shell },
  /** Search over all groups: `?q=`. */
  search: {
    path: '/search',
    page: () => withWords('beside', import('./features/search/SearchPage.svelte')),
    ...shell,
  },
  /** `/settings`, `/settings/profile` … */
  settings: {
    path: '/settings/*',
    page: () => withWords('settings', import('./features/settings/SettingsPage.svelte')),
    ...shell,
  },
  /** `/admin`, `/admin/models` … */
  admin: {
    path: '/admin/*',
    page: () => withWords('settings', import('./features/admin/AdminPage.svelte')),
    shell: true,
    access: 'admin',
  },
  /** An invite; its secret is the fragment. */
  join: { path: '/join', page: () => import('./features/join/JoinPage.svelte'), ...alone },
  login: { path: '/login', page: () => import('./features/account/LoginPage.svelte'), ...alone },
  /** First run; the setup secret is the fragment. */
  setup: {
    path: '/setup',
    page: () => withWords('settings', import('./features/setup/SetupPage.svelte')),
    ...alone,
  },
  /** Removed from the group, or the link stopped working. */
  gone: { path: '/gone', page: () => import('./features/system/GonePage.svelte'), ...alone },
  offline: { path: '/offline', page: () => import('./features/system/OfflinePage.svelte'), ...alone },
  notFound: { path: '/404', page: () => import('./features/system/NotFoundPage.svelte'), ...alone },
} as const;

/** A name of a route. */
export type RouteName = keyof typeof routes;

/** The one router. `router.href('chat', { id })` for links, `router.go(…)` for code, `router.current` to read. */
export const router = new Router(routes, 'notFound');
