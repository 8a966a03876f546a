import type { Seen } from './inventory.ts';

const DAY = 86_400_000;

export const isOlder = (at: Date, days: number, now: Date): boolean => now.getTime() - at.getTime() > days * DAY;

/** The day of an instant, for evidence: a number of days would change with every report. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

export function seenText(seen: Seen): string {
  if (seen === null) return 'not told';
  return seen === 'never' ? 'never' : dayOf(seen);
}

/** Whether it was not used for so long; null where that is not told. What is new may not have been used yet. */
export function isUnused(lastUsed: Seen, createdAt: Date | null, days: number, now: Date): boolean | null {
  if (lastUsed === null) return null;
  if (lastUsed !== 'never') return isOlder(lastUsed, days, now);
  return createdAt === null ? true : isOlder(createdAt, days, now);
}
