import { criticalityWeight } from '#lib/domain/repository/criticality.ts';
import { type PortfolioMember, portfolioShares } from './portfolio-shares.ts';
import { onGrid } from './state.ts';

/**
 * Score of a team, a tag or an organization: those of its members by their shares.
 * Null without repositories: unknown is not zero.
 */
export function portfolio(members: readonly PortfolioMember[]): number | null {
  // Sorted, because a sum of fractions depends on its order in the last digits.
  const sorted = members.toSorted(
    (a, b) => a.score - b.score || criticalityWeight(a.criticality) - criticalityWeight(b.criticality),
  );
  const shares = portfolioShares(sorted);
  if (shares.length === 0) return null;
  const sum = sorted.reduce((all, { score }, index) => all + score * (shares[index] ?? 0), 0);
  return onGrid(Math.min(100, Math.max(0, sum)));
}
