import { DAY_MS } from '#lib/domain/time.ts';

/** From so many days before the due date on, it presses. */
const CALM_DAYS = 14;

/**
 * How much more urgent a due date makes a fix: 1 with more than 14 days left, 1.5 on the day itself, 2 when the time that
 * was given has passed twice. It grows evenly in between, so that no action jumps in the queue overnight. Times in
 * milliseconds; null: no due date.
 */
export function duePressure(openedAt: number, dueAt: number | null, now: number): number {
  if (dueAt === null) return 1;
  const calm = CALM_DAYS * DAY_MS;
  if (now <= dueAt) return 1 + 0.5 * Math.max(0, 1 - (dueAt - now) / calm);
  const given = Math.max(DAY_MS, dueAt - openedAt);
  return 1.5 + 0.5 * Math.min(1, (now - dueAt) / given);
}
