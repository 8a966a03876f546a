import type { Category } from '#lib/domain/finding/finding.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';
import { type ScoreCategory, scoreCategoryOf } from './category.ts';
import { evaluate, type ScoreState } from './state.ts';
import { SCORED_SEVERITIES, type SeverityLoads, unitsBySeverity } from './units.ts';

/** What would be done in one repository. */
export interface WhatIf {
  /** Actions that would be closed, each as the score counted it. */
  closed: readonly { category: Category; severities: SeverityLoads }[];
  /** Categories that would be measured in full, and find nothing new. */
  measured: readonly ScoreCategory[];
  /** The caps that would be left. */
  caps: ScoreState['caps'];
}

/**
 * The score of a repository if this were done: what `score` gives for the other actions alone. Sums of units are exact,
 * so that taking some out again leaves the sum of the others.
 */
export function scoreIf(state: ScoreState, exposure: Exposure, { closed, measured, caps }: WhatIf): number {
  const categories = structuredClone(state.categories);
  for (const action of closed) {
    const category = scoreCategoryOf(action.category);
    if (category === null) continue;
    const removed = unitsBySeverity(action.severities, exposure);
    const { units } = categories[category];
    for (const severity of SCORED_SEVERITIES) units[severity] = Math.max(0, units[severity] - removed[severity]);
  }
  for (const category of measured) {
    const before = categories[category];
    categories[category] = { ...before, scanned: before.expected, ageDays: 0 };
  }
  return evaluate({ ...state, categories, caps }).score;
}
