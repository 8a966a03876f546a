import { findWork } from '#db/queries/assignees.ts';
import { findFeedDates } from '#db/queries/feed-loads.ts';
import type { Place } from '#db/queries/places.ts';
import { findPortfolioScores, type PortfolioScore } from '#db/queries/posture.ts';
import type { Context } from '#lib/context.ts';
import type { ActionRow } from '#lib/contracts/action.ts';
import type { ActionWorkView } from '#lib/contracts/action-work.ts';
import type { FeedDates } from '#lib/domain/action/reasons.ts';
import { portfolioGains } from '#lib/domain/score/portfolio-gains.ts';
import { actionRowOf } from './action-row.ts';
import { coverageRowOf } from './coverage-row.ts';
import { groupRowOf } from './group-row.ts';
import type { QueueEntry } from './queue.ts';
import { idleWork, workView } from './work-view.ts';

/** Actions as every screen shows them, with the points that each brings to its repository and to the organization. */
export async function actionRows(ctx: Context, entries: readonly QueueEntry[]): Promise<ActionRow[]> {
  if (entries.length === 0) return [];
  const [scores, works, feeds] = await Promise.all([
    findPortfolioScores(ctx.readSql, ctx.readScope),
    worksOf(ctx, entries),
    findFeedDates(ctx.readSql, ctx),
  ]);
  return actionRowsAmong(scores, entries, { works, feeds, now: ctx.now() });
}

export type Works = ReadonlyMap<string, ActionWorkView>;

export const placeOf = ({ repoId, number }: Place): string => `${repoId} ${number}`;

/** What people do about these actions. */
export async function worksOf(ctx: Context, entries: readonly QueueEntry[]): Promise<Works> {
  return worksAt(
    ctx,
    entries.flatMap((entry) => (entry.kind === 'stored' ? [entry.row] : [])),
  );
}

/** The same of actions of which only the places are known. */
export async function worksAt(ctx: Context, places: readonly Place[]): Promise<Works> {
  const rows = await findWork(ctx.readSql, ctx, places, ctx.userId);
  return new Map(rows.map((row) => [placeOf(row), workView(row, ctx.userId, ctx.now())]));
}

/** The same, where the scores that make the organization's are already at hand. */
export function actionRowsAmong(
  scores: readonly PortfolioScore[],
  entries: readonly QueueEntry[],
  { works, feeds, now }: { works: Works; feeds: FeedDates; now: Date },
): ActionRow[] {
  const places = new Map(scores.map(({ repoId }, index) => [repoId, index]));
  const gain = portfolioGains(scores);
  return entries.map((entry) => {
    const rises = gainsOf([entry]).map((one) => ({ index: places.get(one.repoId) ?? -1, points: one.gain }));
    const organization = gain(rises);
    if (entry.kind === 'coverage') return coverageRowOf(entry.coverage, organization);
    const { row, group } = entry;
    const work = works.get(placeOf(row)) ?? idleWork(row.open === 0);
    const facts = { organization, work, feeds, now };
    return group === undefined ? actionRowOf(row, facts) : groupRowOf(row, group, facts);
  });
}

/** What each repository gains by these actions. */
export function gainsOf(entries: readonly QueueEntry[]): { repoId: number; gain: number }[] {
  return entries.flatMap((entry) =>
    entry.kind === 'stored'
      ? (entry.group ?? [entry.row]).map(({ repoId, gain }) => ({ repoId, gain }))
      : entry.coverage.repositories.map(({ repoId, points }) => ({ repoId, gain: points })),
  );
}
