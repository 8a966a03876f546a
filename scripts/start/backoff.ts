export const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;
/** Longer than any start: what dies later did not fail to start, so there is no hurry to slow down. */
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
