import { noStates, type StateCounts } from '#lib/domain/coverage/share.ts';
import { SCORE_CATEGORIES, type ScoreCategory } from '#lib/domain/score/category.ts';
import { type Grade, gradeOf } from '#lib/domain/score/grade.ts';
import { organizationFigures } from '#lib/domain/score/organization-figures.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { evaluate, FORMULA_VERSION, type ScoreState } from '#lib/domain/score/state.ts';
import type { StatedRepository } from './inputs.ts';

/** In how many repositories a category is in each state; together all of them. */
export type StatedCoverage = { category: ScoreCategory } & StateCounts;

/** What a posture statement says, all of which follows from its inputs. */
export interface StatedFigures {
  formula_version: typeof FORMULA_VERSION;
  /** In tenths, as screens show it; null: nothing was ever measured anywhere. */
  score: number | null;
  grade: Grade | null;
  /** Points of 100 that no report speaks for, in tenths. */
  not_measured: number;
  repositories: number;
  /** Repositories with a score. */
  measured: number;
  open: Record<'info' | 'low' | 'medium' | 'high' | 'critical' | 'unknown', number>;
  coverage: StatedCoverage[];
}

/** Computes the figures of an organization from what each of its repositories is made of. Pure; their order does not matter. */
export function recomputeStatement(repositories: readonly StatedRepository[]): StatedFigures {
  const members = repositories.map(({ criticality, state, open }) => ({ criticality, open, ...scoreOf(state) }));
  const { score, notMeasured, open, ...counts } = organizationFigures(members);
  const [info = 0, low = 0, medium = 0, high = 0, critical = 0, unknown = 0] = open;
  return {
    formula_version: FORMULA_VERSION,
    score: score === null ? null : shownScore(score),
    grade: score === null ? null : gradeOf(score, 100 - notMeasured),
    not_measured: Math.round(notMeasured * 10) / 10,
    repositories: counts.repositories,
    measured: counts.measured,
    open: { info, low, medium, high, critical, unknown },
    coverage: SCORE_CATEGORIES.map((category) => coverageOf(category, repositories)),
  };
}

function scoreOf(state: ScoreState | null): { score: number | null; notMeasured: number } {
  if (state === null) return { score: null, notMeasured: 100 };
  const { score, categories } = evaluate(state);
  const measured = categories.reduce((sum, { levels }) => sum + (levels[1] ?? 0), 0);
  return { score, notMeasured: 100 - measured };
}

function coverageOf(category: ScoreCategory, repositories: readonly StatedRepository[]): StatedCoverage {
  const counts = noStates();
  for (const { coverage } of repositories) counts[coverage[category]] += 1;
  return { category, ...counts };
}
