import type { ActionListRow } from '#db/queries/actions-read.ts';
import { findPortfolioScores, type PortfolioScore } from '#db/queries/posture.ts';
import type { Context } from '#lib/context.ts';
import type { ActionRow } from '#lib/contracts/action.ts';
import { portfolioGains } from '#lib/domain/score/portfolio-gains.ts';
import { actionRowOf } from './action-row.ts';

/** Actions as every screen shows them, with the points that each brings to its repository and to the organization. */
export async function actionRows(ctx: Context, rows: readonly ActionListRow[]): Promise<ActionRow[]> {
  if (rows.length === 0) return [];
  return actionRowsAmong(await findPortfolioScores(ctx.readSql, ctx.readScope), rows, ctx.now());
}

/** The same, where the scores that make the organization's are already at hand. */
export function actionRowsAmong(
  scores: readonly PortfolioScore[],
  rows: readonly ActionListRow[],
  now: Date,
): ActionRow[] {
  const places = new Map(scores.map(({ repoId }, index) => [repoId, index]));
  const gain = portfolioGains(scores);
  return rows.map((row) => actionRowOf(row, gain(places.get(row.repoId) ?? -1, row.gain), now));
}
