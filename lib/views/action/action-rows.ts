import { findPortfolioScores, type PortfolioScore } from '#db/queries/posture.ts';
import type { Context } from '#lib/context.ts';
import type { ActionRow } from '#lib/contracts/action.ts';
import { portfolioGains } from '#lib/domain/score/portfolio-gains.ts';
import { organizationGain } from '#lib/views/posture/organization-gain.ts';
import { actionRowOf } from './action-row.ts';
import { coverageRowOf } from './coverage-row.ts';
import type { QueueEntry } from './queue.ts';

/** Actions as every screen shows them, with the points that each brings to its repository and to the organization. */
export async function actionRows(ctx: Context, entries: readonly QueueEntry[]): Promise<ActionRow[]> {
  if (entries.length === 0) return [];
  return actionRowsAmong(await findPortfolioScores(ctx.readSql, ctx.readScope), entries, ctx.now());
}

/** The same, where the scores that make the organization's are already at hand. */
export function actionRowsAmong(
  scores: readonly PortfolioScore[],
  entries: readonly QueueEntry[],
  now: Date,
): ActionRow[] {
  const places = new Map(scores.map(({ repoId }, index) => [repoId, index]));
  const gain = portfolioGains(scores);
  return entries.map((entry) =>
    entry.kind === 'stored'
      ? actionRowOf(entry.row, gain(places.get(entry.row.repoId) ?? -1, entry.row.gain), now)
      : coverageRowOf(entry.coverage, organizationGain(scores, gainsOf([entry]))),
  );
}

/** What each repository gains by these actions. */
export function gainsOf(entries: readonly QueueEntry[]): { repoId: number; gain: number }[] {
  return entries.flatMap((entry) =>
    entry.kind === 'stored'
      ? [{ repoId: entry.row.repoId, gain: entry.row.gain }]
      : entry.coverage.repositories.map(({ repoId, points }) => ({ repoId, gain: points })),
  );
}
