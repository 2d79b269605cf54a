// How long a group can be kept quiet.

const HOUR_MS = 3_600_000;

/** The choices of muting, by name; `ever` has no end. */
export type MuteFor = 'hour' | 'day-part' | 'week' | 'ever';

/** In the order of the menu. */
export const MUTE_FOR: readonly MuteFor[] = ['hour', 'day-part', 'week', 'ever'];

const HOURS: Record<Exclude<MuteFor, 'ever'>, number> = { hour: 1, 'day-part': 8, week: 7 * 24 };

/** When a choice ends that begins at `now` (milliseconds since 1970); `null`: never. */
export function muteEnd(choice: MuteFor, now: number): Date | null {
  return choice === 'ever' ? null : new Date(now + HOURS[choice] * HOUR_MS);
}
