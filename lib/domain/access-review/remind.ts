import { addDays } from '#lib/domain/time.ts';

/** Days before a review is due at which those are reminded whom it waits for. */
export const REVIEW_REMIND_DAYS = [7, 1] as const;

/**
 * Of which reminder it is time now; null: of none, or it was sent. A review that was made for a shorter time is not reminded of at once.
 * @param reminded days of the last reminder; 0: there was none
 */
export function reviewReminderOf(
  { dueAt, createdAt, reminded }: { dueAt: Date; createdAt: Date; reminded: number },
  now: Date,
): number | null {
  if (dueAt <= now) return null;
  const due = REVIEW_REMIND_DAYS.filter((days) => addDays(now, days) >= dueAt && addDays(createdAt, days) < dueAt);
  const closest = due.at(-1);
  return closest === undefined || (reminded !== 0 && reminded <= closest) ? null : closest;
}
