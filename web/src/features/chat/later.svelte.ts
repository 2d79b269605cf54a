// Parts of rows that come after the thread. Loaded once for all rows, so that a row that needs one later has it at once.
import { t } from '$lib/i18n/index.ts';
import { toast } from '$ui';

type Parts = typeof import('./row-parts.ts');

class Later {
  #parts = $state.raw<Parts | null>(null);
  #isAway = false;

  /** The parts; `null` until they have come. */
  get parts(): Parts | null {
    return this.#parts;
  }

  /** Fetches them. One who could not be reached is asked again by the next row that needs them. */
  load(): void {
    if (this.#parts || this.#isAway) return;
    this.#isAway = true;
    import('./row-parts.ts')
      .then((parts) => (this.#parts = parts))
      .catch(() => toast(t('common-part-missing'), { tone: 'danger' }))
      .finally(() => (this.#isAway = false));
  }
}

export const later = new Later();
