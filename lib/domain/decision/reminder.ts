import { addDays } from '#lib/domain/time.ts';

/** Days before its end at which people are reminded of an exception; the first is also what "soon" means on screens. */
export const REMIND_DAYS = [14, 3] as const;
export type RemindDays = (typeof REMIND_DAYS)[number];

/**
 * Of which reminder it is time now; null: of none, or it was sent. One that was made for a shorter time than a reminder's is
 * not told of at once.
 * @param reminded days of the last reminder; 0: there was none
 */
export function reminderOf(
  { expiresAt, since, reminded }: { expiresAt: Date; since: Date; reminded: number },
  now: Date,
): RemindDays | null {
  const due = REMIND_DAYS.filter((days) => addDays(now, days) >= expiresAt && addDays(since, days) < expiresAt);
  const closest = due.at(-1);
  return closest === undefined || (reminded !== 0 && reminded <= closest) ? null : closest;
}
