import type { PortfolioScore } from '#db/queries/posture.ts';
import { portfolio } from '#lib/domain/score/portfolio.ts';

/** Points that the organization's score gains when scores of repositories do; a repository's gains add up, to 100. */
export function organizationGain(
  rows: readonly PortfolioScore[],
  gains: readonly { repoId: number; gain: number }[],
): number {
  const before = portfolio(rows);
  if (before === null) return 0;
  const sums = new Map<number, number>();
  for (const { repoId, gain } of gains) sums.set(repoId, (sums.get(repoId) ?? 0) + gain);
  const better = rows.map((row) => ({ ...row, score: Math.min(100, row.score + (sums.get(row.repoId) ?? 0)) }));
  return (portfolio(better) ?? before) - before;
}
