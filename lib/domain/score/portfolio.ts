import { type PortfolioMember, type Weighing, weigh } from './portfolio-shares.ts';
import { onGrid } from './state.ts';

/**
 * Score of a team, a tag or an organization: those of its members by their shares.
 * Null without repositories: unknown is not zero.
 */
export function portfolio(members: readonly PortfolioMember[]): number | null {
  return weighedScore(members, weigh(members));
}

/** The same, where the members are weighed already. */
export function weighedScore(
  members: readonly Pick<PortfolioMember, 'score'>[],
  { shares, worstFirst }: Weighing,
): number | null {
  if (shares.length === 0) return null;
  let sum = 0;
  // In an order of their own, because a sum of fractions depends on its order in the last digits.
  for (const index of worstFirst) sum += (members[index]?.score ?? 0) * (shares[index] ?? 0);
  return onGrid(Math.min(100, Math.max(0, sum)));
}
