// What the command palette offers on every page.
import Monitor from '@lucide/svelte/icons/monitor';
import Moon from '@lucide/svelte/icons/moon';
import Plus from '@lucide/svelte/icons/plus';
import Search from '@lucide/svelte/icons/search';
import Settings from '@lucide/svelte/icons/settings';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Sun from '@lucide/svelte/icons/sun';
import { commands } from '../lib/commands/commands.svelte.ts';
import { t } from '../lib/i18n/index.ts';
import { prefs } from '../lib/prefs/prefs.svelte.ts';
import { router } from '../routes.ts';
import { shortcutsSheet } from './shortcutsSheet.svelte.ts';

/** Adds them; returns how to take them away. */
export function addAppCommands(): () => void {
  const removeGo = commands.addSource({
    id: 'go',
    heading: () => t('commands-group-go'),
    commands: () => [
      { id: 'new', label: t('commands-new-group'), icon: Plus, run: () => router.go('new', {}) },
      { id: 'search', label: t('commands-search'), icon: Search, run: () => router.go('search', {}) },
      { id: 'settings', label: t('commands-settings'), icon: Settings, run: () => router.goTo('/settings') },
    ],
  });
  const removeActions = commands.addSource({
    id: 'actions',
    heading: () => t('commands-group-actions'),
    commands: () => [
      {
        id: 'shortcuts',
        label: t('shortcuts-title'),
        icon: Keyboard,
        shortcut: 'mod+/',
        run: () => {
          shortcutsSheet.open = true;
        },
      },
      { id: 'light', label: t('commands-theme-light'), icon: Sun, run: () => prefs.set({ theme: 'light' }) },
      { id: 'dark', label: t('commands-theme-dark'), icon: Moon, run: () => prefs.set({ theme: 'dark' }) },
      {
        id: 'device',
        label: t('commands-theme-system'),
        icon: Monitor,
        run: () => prefs.set({ theme: 'system' }),
      },
    ],
  });
  return () => {
    removeGo();
    removeActions();
  };
}
