import type { PortfolioScore } from '#db/queries/posture.ts';
import { portfolioGains } from '#lib/domain/score/portfolio-gains.ts';

/** Points that the organization's score gains when scores of repositories do; a repository's gains add up, to 100. */
export function organizationGain(
  rows: readonly PortfolioScore[],
  gains: readonly { repoId: number; gain: number }[],
): number {
  const places = new Map(rows.map(({ repoId }, index) => [repoId, index]));
  return portfolioGains(rows)(gains.map(({ repoId, gain }) => ({ index: places.get(repoId) ?? -1, points: gain })));
}
