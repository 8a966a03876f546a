import { DAY_MS, MINUTE_MS } from '#lib/domain/time.ts';

/** Minutes until the next attempt, after the first, second, … one. */
const PAUSES = [1, 2, 5, 10, 20, 30];
const LONGEST = 60;

/** A mail that no server took for so long is given up: its news are old. */
export const GIVE_UP_MS = 3 * DAY_MS;

/** When a mail is tried again after so many attempts; null: not any more. */
export function nextAttempt(attempts: number, createdAt: Date, now: Date): Date | null {
  if (now.getTime() - createdAt.getTime() >= GIVE_UP_MS) return null;
  return new Date(now.getTime() + (PAUSES[attempts - 1] ?? LONGEST) * MINUTE_MS);
}
