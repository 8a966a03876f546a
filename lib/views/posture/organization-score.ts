import type { PortfolioRow } from '#db/queries/posture.ts';
import type { ScoreView } from '#lib/contracts/posture.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { gradeOf } from '#lib/domain/score/grade.ts';
import type { OrganizationFigures } from '#lib/domain/score/organization-figures.ts';
import { portfolioShares } from '#lib/domain/score/portfolio-shares.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { WATERFALL_KINDS } from '#lib/domain/score/waterfall.ts';

import { tenths } from '#lib/views/tenths.ts';
import { type Successes, unknownScore, waterfallOf } from './score-view.ts';

export type ScoredRow = PortfolioRow & { score: number; share: number };

/** Repositories that have a score, with the share that each has in the organization's. */
export function scoredRows(rows: readonly PortfolioRow[]): ScoredRow[] {
  const scored = rows.filter((row): row is PortfolioRow & { score: number } => row.score !== null);
  const shares = portfolioShares(scored);
  return scored.map((row, index) => ({ ...row, share: shares[index] ?? 0 }));
}

/** The sum of one value over repositories, weighted by their shares. */
function sumOf(rows: readonly ScoredRow[], pick: (row: ScoredRow) => number): number {
  return rows.reduce((sum, row) => sum + row.share * pick(row), 0);
}

/** The organization's score with its parts, each added up by the repositories' shares. */
export function organizationScoreView(
  rows: readonly ScoredRow[],
  { score, notMeasured }: Pick<OrganizationFigures, 'score' | 'notMeasured'>,
  successes: Successes,
  accepted: number,
): ScoreView {
  if (score === null) return unknownScore();
  const scoredAt = rows.reduce<Date | null>(
    (first, { scoredAt: at }) => (at && (!first || at < first) ? at : first),
    null,
  );
  return {
    score: shownScore(score),
    grade: gradeOf(score, 100 - notMeasured),
    not_measured: tenths(notMeasured),
    without_acceptances: shownScore(sumOf(rows, (row) => row.withoutAcceptances ?? row.score)),
    accepted,
    waterfall: waterfallOf(
      WATERFALL_KINDS.map((_, index) => sumOf(rows, (row) => row.parts?.waterfall[index] ?? 0)),
      score,
    ),
    categories: SCORE_CATEGORIES.map((category, index) => categoryOf(rows, category, index, successes)),
    scored_at: scoredAt?.toISOString() ?? null,
  };
}

/** Numbers of each category in `categories`: weight, confidence, health, loss. */
const FIELDS = 4;

function categoryOf(
  rows: readonly ScoredRow[],
  category: (typeof SCORE_CATEGORIES)[number],
  index: number,
  successes: Successes,
): ScoreView['categories'][number] {
  const place = index * FIELDS;
  let [weight, measured, healthy, lost] = [0, 0, 0, 0];
  for (const { share, parts } of rows) {
    if (parts === null) continue;
    const { categories } = parts;
    const ofScore = share * (categories[place] ?? 0);
    const spokenFor = ofScore * (categories[place + 1] ?? 0);
    weight += ofScore;
    measured += spokenFor;
    healthy += spokenFor * (categories[place + 2] ?? 0);
    lost += share * (categories[place + 3] ?? 0);
  }
  return {
    category,
    weight: tenths(weight),
    confidence: weight > 0 ? measured / weight : 0,
    // Health of the measured part; null when nothing is measured.
    health: measured > 0 ? healthy / measured : null,
    lost: tenths(lost),
    last_success_at: successes.get(category)?.toISOString() ?? null,
    exempt: rows.length > 0 && weight === 0,
  };
}
