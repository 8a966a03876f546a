import { addDays } from '../time.ts';

/** Ten years. */
export const MOST_DAYS = 3650;

/** What a policy removes now; null: nothing. */
export function removableReports(days: number | null, now: Date): { before: Date; keepCurrent: boolean } | null {
  if (days === null) return null;
  // Whoever keeps no report at all keeps no current one either.
  return { before: addDays(now, -days), keepCurrent: days > 0 };
}

/** Whether a policy removes reports that another one keeps. */
export function isShorter(days: number | null, than: number | null): boolean {
  return days !== null && (than === null || days < than);
}
