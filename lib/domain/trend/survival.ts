/** Findings by whole days: `{3: 2}` are two that took, or have been open for, three days. */
export type DayCounts = Readonly<Record<string, number>>;

/** The same as pairs, in the order of days. */
export type Aged = readonly (readonly [days: number, count: number])[];

/** Names of properties that are whole numbers come in their order, whatever was written first. */
export const agedOf = (counts: DayCounts): Aged =>
  Object.entries(counts).map(([days, count]) => [Number(days), count] as const);

export const countOf = (counts: DayCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

export function addCounts(all: readonly DayCounts[]): DayCounts {
  const sums: Record<string, number> = {};
  for (const counts of all) for (const [days, count] of Object.entries(counts)) sums[days] = (sums[days] ?? 0) + count;
  return sums;
}

/** The lower median; null of nothing. */
export function medianDays(counts: DayCounts): number | null {
  const total = countOf(counts);
  let seen = 0;
  for (const [days, count] of agedOf(counts)) {
    seen += count;
    if (seen * 2 >= total && count > 0) return days;
  }
  return null;
}

/**
 * Kaplan–Meier with late entry: after how many days half are fixed. What had been open before the days that are looked at counts from
 * the age that it had then: what was fixed even earlier at that age was not seen. What is still open takes longer, by how much is not
 * known. @param fixed on each of these days, in order, by age @param open at their end, by age
 * Null: fewer than half are, as far as can be told.
 */
export function daysToHalfFixed(fixed: readonly Aged[], open: Aged): number | null {
  const oldest = [...fixed, open].reduce((most, day) => Math.max(most, day.at(-1)?.[0] ?? 0), 0);
  const fixes = new Float64Array(oldest + 1);
  // How many more are at risk from an age on.
  const moves = new Float64Array(oldest + 2);
  const seen = (days: number, seenFor: number, count: number): void => {
    const from = Math.max(0, days - seenFor + 1);
    moves[from] = (moves[from] ?? 0) + count;
    moves[days + 1] = (moves[days + 1] ?? 0) - count;
  };
  for (const [index, day] of fixed.entries()) {
    for (const [days, count] of day) {
      seen(days, index + 1, count);
      fixes[days] = (fixes[days] ?? 0) + count;
    }
  }
  for (const [days, count] of open) seen(days, fixed.length, count);
  let atRisk = 0;
  let surviving = 1;
  for (const [days, gone] of fixes.entries()) {
    atRisk += moves[days] ?? 0;
    if (gone > 0) surviving *= 1 - gone / atRisk;
    if (surviving <= 0.5 + 1e-12) return days;
  }
  return null;
}

/** Upper ends of the ages that charts tell apart, in days; the last has none. */
export const AGES = ['under_7', '7_14', '15_30', '31_60', '61_90', '91_180', 'over_180'] as const;
const ENDS = [6, 14, 30, 60, 90, 180];

export function byAge(open: DayCounts): number[] {
  const counts = AGES.map(() => 0);
  for (const [days, count] of agedOf(open)) {
    const place = ENDS.findIndex((end) => days <= end);
    const at = place === -1 ? ENDS.length : place;
    counts[at] = (counts[at] ?? 0) + count;
  }
  return counts;
}
