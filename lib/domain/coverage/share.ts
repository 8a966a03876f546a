import { COVERAGE_STATES, type CoverageState } from './coverage-state.ts';

export type StateCounts = Record<CoverageState, number>;

export const noStates = (): StateCounts => ({ never: 0, failed: 0, held: 0, stale: 0, fresh: 0, exempt: 0 });

export function addStates(all: readonly StateCounts[]): StateCounts {
  const sum = noStates();
  for (const counts of all) for (const state of COVERAGE_STATES) sum[state] += counts[state];
  return sum;
}

export interface Share {
  counts: StateCounts;
  /** All of them but those that are exempt. */
  expected: number;
  /** Of these, how many are fresh: rounded down, so that 100 means all. Null: nothing is expected. */
  freshPercent: number | null;
}

export function shareOf(counts: StateCounts): Share {
  const expected = COVERAGE_STATES.reduce((sum, state) => sum + (state === 'exempt' ? 0 : counts[state]), 0);
  return { counts, expected, freshPercent: expected === 0 ? null : Math.floor((100 * counts.fresh) / expected) };
}
