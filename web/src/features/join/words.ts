// What somebody who joins will see.
import type { Newcomers } from '$lib/api/wire.ts';
import { t } from '$lib/i18n/index.ts';

/** The sentence for what newcomers see. */
export function newcomersWords(newcomers: Newcomers): string {
  switch (newcomers.see) {
    case 'everything':
      return t('join-sees-everything');
    case 'last':
      return t('join-sees-last', { count: newcomers.count });
    case 'from_joining':
      return t('join-sees-nothing');
  }
}
