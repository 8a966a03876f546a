/** Days that a scan counts as fresh when the policy does not say otherwise. */
export const DEFAULT_FRESH_DAYS = 7;

const MINUTES_PER_DAY = 1440;

/**
 * 1 while `ageDays` ≤ `freshDays` (T), then 2^(−(a−T)/2T): at T = 7, 14 days 0.71, 21 days 0.5, 35 days 0.25.
 * Null (never scanned) and unusable ages are 0: unknown counts as worst case.
 */
export function freshness(ageDays: number | null, freshDays: number = DEFAULT_FRESH_DAYS): number {
  if (ageDays === null || Number.isNaN(ageDays)) return 0;
  const limit = freshDays > 0 ? freshDays : DEFAULT_FRESH_DAYS;
  // Whole minutes: ages that differ then differ by more than the rounding error of a power, so older is never fresher.
  const age = Math.floor(ageDays * MINUTES_PER_DAY) / MINUTES_PER_DAY;
  return age <= limit ? 1 : 2 ** (-(age - limit) / (2 * limit));
}

/** Share of the expected targets that were scanned, 0-1. An expected category has at least one target. */
export function targetShare(expected: number, scanned: number): number {
  if (!(scanned > 0)) return 0;
  return Math.min(1, scanned / Math.max(1, expected));
}
