/** Findings by whole days: `{3: 2}` are two that took, or have been open for, three days. */
export type DayCounts = Readonly<Record<string, number>>;

const entriesOf = (counts: DayCounts): [days: number, count: number][] =>
  Object.entries(counts)
    .map(([days, count]): [number, number] => [Number(days), count])
    .sort(([a], [b]) => a - b);

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
  for (const [days, count] of entriesOf(counts)) {
    seen += count;
    if (seen * 2 >= total && count > 0) return days;
  }
  return null;
}

/**
 * Kaplan–Meier: after how many days half are fixed, of those that were fixed (after so many days) and those that are still
 * open (since so many days), of which all that is known is that it takes longer. Null: fewer than half are, as far as can be
 * told.
 */
export function daysToHalfFixed(fixed: DayCounts, open: DayCounts): number | null {
  const still = entriesOf(open);
  let atRisk = countOf(fixed) + countOf(open);
  let surviving = 1;
  let next = 0;
  for (const [days, count] of entriesOf(fixed)) {
    // Those open for exactly as long were still there when these were fixed.
    for (let one = still[next]; one !== undefined && one[0] < days; one = still[next]) {
      atRisk -= one[1];
      next += 1;
    }
    if (count > 0) surviving *= 1 - count / atRisk;
    atRisk -= count;
    if (surviving <= 0.5 + 1e-12) return days;
  }
  return null;
}

/** Upper ends of the ages that charts tell apart, in days; the last has none. */
export const AGES = ['under_7', '7_14', '15_30', '31_60', '61_90', '91_180', 'over_180'] as const;
const ENDS = [6, 14, 30, 60, 90, 180];

export function byAge(open: DayCounts): number[] {
  const counts = AGES.map(() => 0);
  for (const [days, count] of entriesOf(open)) {
    const place = ENDS.findIndex((end) => days <= end);
    const at = place === -1 ? ENDS.length : place;
    counts[at] = (counts[at] ?? 0) + count;
  }
  return counts;
}
