import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import { SCORE_CATEGORIES, type ScoreCategory } from '#lib/domain/score/category.ts';
import { lastProof, measures, OF_SYSTEMS, type StreamMeasure } from '#lib/domain/score/measure.ts';

/** A stream that is not retired, with when its newest report took effect. */
export interface StandingStream extends StreamMeasure {
  highWaterAt: Date | null;
}

/**
 * How a category of a repository stands, whatever the time is: `proven`, with from when its age runs; `failed`, where the
 * newest report was no whole, successful scan; `exempt`, where none is expected.
 */
export type Standing = { kind: 'never' | 'failed' | 'exempt' } | { kind: 'proven'; at: number };

export type Standings = Readonly<Record<ScoreCategory, Standing>>;

const newest = (dates: readonly (Date | null)[]): number =>
  dates.reduce((latest, date) => Math.max(latest, date?.getTime() ?? 0), 0);

/** What the streams of a repository say of each category. Only tracked ones measure. @param exempted by decisions in force */
export function standingsOf(
  streams: readonly StandingStream[],
  kind: RepositoryKind,
  exempted: ReadonlySet<ScoreCategory>,
): Standings {
  const tracked = streams.filter((stream) => stream.tracked);
  const standings = SCORE_CATEGORIES.map((category) => {
    const isExempt = exempted.has(category) || (kind === 'system' && category !== OF_SYSTEMS);
    return [category, standingOf(category, tracked, isExempt)] as const;
  });
  return Object.fromEntries(standings) as Record<ScoreCategory, Standing>;
}

function standingOf(category: ScoreCategory, tracked: readonly StandingStream[], isExempt: boolean): Standing {
  const mine = tracked.filter((stream) => measures(stream, category));
  if (mine.length === 0) return { kind: isExempt ? 'exempt' : 'never' };
  const success = newest(mine.map((stream) => stream.lastSuccessAt));
  if (newest(mine.map((stream) => stream.highWaterAt)) > success) return { kind: 'failed' };
  const at = lastProof(category, tracked);
  return at === null ? { kind: 'never' } : { kind: 'proven', at };
}

/** How a standing is stored, as one number: the instant in milliseconds, or one of these. */
export const STORED = { never: 0, failed: -1, exempt: -2 } as const;

/** In the order of SCORE_CATEGORIES. */
export const storedStandings = (standings: Standings): number[] =>
  SCORE_CATEGORIES.map((category) => {
    const standing = standings[category];
    return standing.kind === 'proven' ? standing.at : STORED[standing.kind];
  });
