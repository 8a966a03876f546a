import type { ScoreView } from '#lib/contracts/posture.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import { SCORE_CATEGORIES, type ScoreCategory, scoreCategoryOf } from '#lib/domain/score/category.ts';
import type { ScoreDetail } from '#lib/domain/score/score.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { WATERFALL_KINDS } from '#lib/domain/score/waterfall.ts';
import { tenths, tenthsAddingUp } from '#lib/views/tenths.ts';

/** Newest success by score category: a container scan counts for dependency, a privilege scan for pipeline. */
export type Successes = ReadonlyMap<ScoreCategory, Date>;

export function successesOf(rows: readonly { category: Category; at: Date }[]): Successes {
  const newest = new Map<ScoreCategory, Date>();
  for (const { category, at } of rows) {
    const name = scoreCategoryOf(category);
    const known = name && newest.get(name);
    if (name && (!known || at > known)) newest.set(name, at);
  }
  return newest;
}

/**
 * Points lost by part, in tenths that add up to 100 − score. `points` are in the order of WATERFALL_KINDS, never
 * positive; what storing them as floats lost goes to the weakest link.
 */
export function waterfallOf(points: readonly number[], score: number): ScoreView['waterfall'] {
  const lost = WATERFALL_KINDS.map((_, index) => Math.max(0, -(points[index] ?? 0)));
  const shown = tenthsAddingUp(lost, 100 - shownScore(score));
  return WATERFALL_KINDS.map((part, index) => ({ part, points: shown[index] ?? 0 }));
}

const NEVER: ScoreView = {
  score: null,
  grade: null,
  not_measured: 100,
  without_acceptances: null,
  accepted: 0,
  waterfall: [],
  categories: [],
  scored_at: null,
};

/** The view when nothing was ever measured: unknown, not zero. */
export function unknownScore(): ScoreView {
  return NEVER;
}

/** The score of one repository from its stored detail; null scores stay null. */
export function repositoryScoreView(
  stored: { score: number | null; detail: ScoreDetail | null; scoredAt: Date | null },
  successes: Successes,
  accepted: number,
): ScoreView {
  const { score, scoredAt, detail } = stored;
  if (score === null || detail === null) return { ...NEVER, scored_at: scoredAt?.toISOString() ?? null };
  const categories = new Map(detail.categories.map((category) => [category.category, category]));
  return {
    score: shownScore(score),
    grade: detail.grade,
    not_measured: tenths(detail.shareNotMeasured),
    without_acceptances: shownScore(detail.scoreWithoutAcceptances),
    accepted,
    waterfall: waterfallOf(
      detail.waterfall.map((step) => step.points),
      score,
    ),
    categories: SCORE_CATEGORIES.map((category) => {
      const { weight = 0, confidence = 0, health = 1, loss = 0 } = categories.get(category) ?? {};
      return {
        category,
        weight: tenths(weight),
        confidence,
        health: confidence > 0 ? health : null,
        lost: tenths(loss),
        last_success_at: successes.get(category)?.toISOString() ?? null,
        exempt: detail.state.categories[category].exempt,
      };
    }),
    scored_at: scoredAt?.toISOString() ?? null,
  };
}
