import { type Criticality, criticalityWeight } from '#lib/domain/repository/criticality.ts';
import { onGrid } from './state.ts';

export interface PortfolioMember {
  criticality: Criticality;
  score: number;
}

/**
 * Score of a team, a tag or an organization: 0.7 × criticality-weighted mean + 0.3 × mean of the worst quartile,
 * a quartile by weight, not by number of repositories: the one at its edge counts in part.
 * Null without repositories: unknown is not zero.
 */
export function portfolio(members: readonly PortfolioMember[]): number | null {
  const sorted = members
    .map(({ criticality, score }) => ({ weight: criticalityWeight(criticality), score }))
    .sort((a, b) => a.score - b.score || a.weight - b.weight);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  const mean = meanOfWorst(sorted, total);
  const worst = meanOfWorst(sorted, total / 4);
  return onGrid(Math.min(100, Math.max(0, 0.7 * mean + 0.3 * worst)));
}

function meanOfWorst(sorted: readonly { weight: number; score: number }[], share: number): number {
  let left = share;
  let sum = 0;
  for (const { weight, score } of sorted) {
    const taken = Math.min(weight, left);
    sum += taken * score;
    left -= taken;
    if (left <= 0) break;
  }
  return sum / share;
}
