/** The decisions that one person made by one request. */
export interface DecidedBatch {
  person: number;
  at: Date;
  count: number;
}

export interface Pace {
  /** Seconds for each right; null: there is only one request, so that nothing is known of how long it took. */
  fastest: number | null;
  median: number | null;
}

/**
 * How fast somebody decided: the time since their request before, by the rights in the later one. A reviewer who looks at nothing is
 * fast.
 * @param batches of one person, in the order in which they were made
 */
export function paceOf(batches: readonly DecidedBatch[]): Pace {
  const paces = batches.slice(1).map(({ at, count }, index) => {
    const before = batches[index]?.at ?? at;
    return Math.max(0, at.getTime() - before.getTime()) / 1000 / Math.max(1, count);
  });
  if (paces.length === 0) return { fastest: null, median: null };
  const sorted = paces.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
  return { fastest: rounded(sorted[0] ?? 0), median: rounded(median) };
}

const rounded = (seconds: number): number => Math.round(seconds * 10) / 10;

/** Null: of nothing there is no share. */
export const shareOf = (part: number, all: number): number | null =>
  all === 0 ? null : Math.round((part / all) * 1000) / 1000;
