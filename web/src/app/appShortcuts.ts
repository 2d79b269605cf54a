// The shortcuts of the shell itself.
import { regions } from '../lib/a11y/regions.ts';
import { shortcuts } from '../lib/a11y/shortcuts.svelte.ts';
import { commands } from '../lib/commands/commands.svelte.ts';
import { t } from '../lib/i18n/index.ts';
import { shortcutsSheet } from './shortcutsSheet.svelte.ts';

/** Adds them; returns how to take them away. */
export function addAppShortcuts(): () => void {
  return shortcuts.add(
    {
      keys: 'mod+k',
      label: () => t('shortcuts-palette'),
      group: 'general',
      inFields: true,
      run: () => {
        commands.open = !commands.open;
      },
    },
    {
      keys: ['mod+/', '?'],
      label: () => t('shortcuts-sheet'),
      group: 'general',
      inFields: true,
      run: () => {
        shortcutsSheet.open = !shortcutsSheet.open;
      },
    },
    {
      keys: 'f6',
      label: () => t('shortcuts-next-region'),
      group: 'general',
      inFields: true,
      run: () => regions.cycle(1),
    },
    {
      keys: 'shift+f6',
      label: () => t('shortcuts-previous-region'),
      group: 'general',
      inFields: true,
      run: () => regions.cycle(-1),
    },
  );
}
