import { organizationScore, type ScoredRow } from './organization-score.ts';

/** Points that the organization's score gains when scores of repositories do; a repository's gains add up, to 100. */
export function organizationGain(
  rows: readonly ScoredRow[],
  gains: readonly { repoId: number; gain: number }[],
): number {
  const before = organizationScore(rows);
  if (before === null) return 0;
  const better = rows.map((row) => {
    const gain = gains.reduce((sum, { repoId, gain: points }) => sum + (repoId === row.repoId ? points : 0), 0);
    return { ...row, score: Math.min(100, row.score + gain) };
  });
  return (organizationScore(better) ?? before) - before;
}
