// `seat_changed`: an assistant's mode or model was changed.
import type { EventOf } from '../../api/wire.ts';
import type { Target } from '../target.ts';

/** Shows it. */
export const component = 'SystemRow.svelte';

export function apply(on: Target, event: EventOf<'seat_changed'>): void {
  const { assistant, mode, model } = event;
  on.group((group) => ({
    ...group,
    seats: group.seats.map((seat) => (seat.assistant === assistant ? { assistant, mode, model } : seat)),
  }));
  on.notice(event);
}
