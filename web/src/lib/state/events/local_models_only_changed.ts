// `local_models_only_changed`: whether only models of this house answer was changed.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'local_models_only_changed'>): void {
  on.group((group) => ({ ...group, local_models_only: event.on }));
  on.notice(event);
}
