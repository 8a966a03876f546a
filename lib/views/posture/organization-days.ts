import { type DayScore, findMemberDays, findOrganizationDays } from '#db/queries/posture.ts';
import type { Context } from '#lib/context.ts';
import { portfolio } from '#lib/domain/score/portfolio.ts';

/**
 * Scores at the end of each day of a period, for what the caller sees: the organization's stored days, or for a part of
 * it computed from the days of the repositories in scope. Days without a snapshot are missing.
 */
export async function organizationDays(ctx: Context, from: string, to: string): Promise<DayScore[]> {
  const { readScope, readSql } = ctx;
  if (readScope.repositories === 'all') return findOrganizationDays(readSql, { orgId: readScope.orgId }, from, to);
  const byDay = Map.groupBy(await findMemberDays(readSql, readScope, from, to), ({ day }) => day);
  return [...byDay].map(([day, groups]) => ({
    day,
    score: portfolio(groups.flatMap(({ criticality, scores }) => scores.map((score) => ({ criticality, score })))),
  }));
}
