import type { ScoreCategory } from './category.ts';
import type { CategoryEvaluation, Evaluation } from './state.ts';

/** In the order in which points are taken from 100. */
export const WATERFALL_KINDS = ['not_measured', 'critical', 'high', 'medium', 'low', 'weakest_link', 'cap'] as const;
export type WaterfallKind = (typeof WATERFALL_KINDS)[number];

/** `points` is never positive, and is the exact sum of its parts. A cap has no category. */
export interface WaterfallStep {
  kind: WaterfallKind;
  points: number;
  parts: { category: ScoreCategory; points: number }[];
}

/** Always all seven steps; 100 plus their points is the score, exactly. */
export function waterfall(evaluation: Evaluation): WaterfallStep[] {
  const { categories, uncapped, score, weakest } = evaluation;
  if (categories.every(({ weight }) => weight === 0)) return nothingExpected();
  const steps: WaterfallStep[] = [];
  for (const [index, kind] of (['not_measured', 'critical', 'high', 'medium', 'low'] as const).entries()) {
    steps.push(stepOf(kind, categories, index));
  }
  const left = steps.reduce((sum, { points }) => sum + points, 100);
  // Below 25 points the weakest link takes only what the tail leaves it, so that the steps never pass zero.
  const link = uncapped - left;
  steps.push({
    kind: 'weakest_link',
    points: link,
    parts: weakest === null ? [] : [{ category: weakest, points: link }],
  });
  steps.push({ kind: 'cap', points: score - uncapped, parts: [] });
  return steps;
}

function stepOf(kind: WaterfallKind, categories: readonly CategoryEvaluation[], index: number): WaterfallStep {
  const parts: WaterfallStep['parts'] = [];
  let points = 0;
  for (const { category, levels } of categories) {
    const change = (levels[index + 1] ?? 0) - (levels[index] ?? 0);
    if (change === 0) continue;
    parts.push({ category, points: change });
    points += change;
  }
  return { kind, points, parts };
}

function nothingExpected(): WaterfallStep[] {
  return WATERFALL_KINDS.map((kind) => ({ kind, points: kind === 'not_measured' ? -100 : 0, parts: [] }));
}
