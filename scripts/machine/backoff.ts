export const FIRST_DELAY = 500;
/** Not longer: a start is cheap, and uploads wait while a process is down. */
const LONGEST_DELAY = 8000;
/** A process that ran this long did start, so its next pause is the first one again. */
const HEALTHY_AFTER = 10_000;

/**
 * Milliseconds to wait before a process that ended is started again.
 * @param previous the delay before it was last started, null when that was the first time
 * @param ranFor milliseconds that it lived
 */
export function nextDelay(previous: number | null, ranFor: number): number {
  if (previous === null || ranFor >= HEALTHY_AFTER) return FIRST_DELAY;
  return Math.min(previous * 2, LONGEST_DELAY);
}
