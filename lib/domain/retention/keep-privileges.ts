import { addDays } from '../time.ts';

/** Days. Less would take away what reviews of access and reports of a quarter are about. */
export const LEAST_PRIVILEGES_DAYS = 90;

/** Snapshots collected before this time go, unless something needs them; null: none. */
export function removablePrivileges(days: number | null, now: Date): Date | null {
  return days === null ? null : addDays(now, -Math.max(days, LEAST_PRIVILEGES_DAYS));
}
