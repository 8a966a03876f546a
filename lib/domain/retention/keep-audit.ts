import { addDays } from '../time.ts';

/** Days. Whoever removes entries keeps those of the last year at least: what was done lately can always be looked up. */
export const LEAST_AUDIT_DAYS = 365;

/** Entries from before this time are removed; null: none. */
export function removableAudit(days: number | null, now: Date): Date | null {
  return days === null ? null : addDays(now, -Math.max(days, LEAST_AUDIT_DAYS));
}
