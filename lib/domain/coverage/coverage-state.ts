import { DEFAULT_FRESH_DAYS } from '#lib/domain/score/confidence.ts';
import { DAY_MS } from '#lib/domain/time.ts';
import type { Standing } from './standing.ts';

/** In the order in which people should look at them. */
export const COVERAGE_STATES = ['never', 'failed', 'held', 'stale', 'fresh', 'exempt'] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

/** What each of them means, as it is written beside the figures. */
export const COVERAGE_MEANING: Readonly<Record<CoverageState, string>> = {
  never: 'No whole, successful scan ever measured it.',
  failed: 'Its newest report was not a whole, successful scan.',
  held: 'A report of it would close nearly everything, and waits for a decision.',
  stale: `Its last proof is older than ${DEFAULT_FRESH_DAYS} days.`,
  fresh: `A whole, successful scan of the last ${DEFAULT_FRESH_DAYS} days measured it.`,
  exempt: 'Nothing measures it, and nothing is expected to.',
};

/** Scans since then are fresh. */
export const freshSince = (now: Date): Date => new Date(now.getTime() - DEFAULT_FRESH_DAYS * DAY_MS);

/** Whether a report waits is known apart from it. */
export function stateOf(standing: Standing, now: Date): Exclude<CoverageState, 'held'> {
  if (standing.kind !== 'proven') return standing.kind;
  return standing.at >= freshSince(now).getTime() ? 'fresh' : 'stale';
}
