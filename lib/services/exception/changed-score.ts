import { findPortfolio } from '#db/queries/posture.ts';
import type { Context } from '#lib/context.ts';
import { organizationFigures } from '#lib/domain/score/organization-figures.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';

export interface ChangedScore {
  before: number | null;
  after: number | null;
}

/** The organization's score, or that of what the caller sees of it, with the repositories as they would be. */
export async function changedScore(
  ctx: Context,
  changed: readonly { repoId: number; score: ChangedScore }[],
): Promise<ChangedScore> {
  const rows = await findPortfolio(ctx.readSql, ctx.readScope);
  const after = new Map(changed.map(({ repoId, score }) => [repoId, score.after]));
  const then = rows.map((row) => ({
    ...row,
    score: after.has(row.repoId) ? (after.get(row.repoId) ?? null) : row.score,
  }));
  return {
    before: shownScore(organizationFigures(rows).score),
    after: shownScore(organizationFigures(then).score),
  };
}
