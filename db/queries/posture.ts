import type { Criticality } from '#lib/domain/score/portfolio.ts';
import type { ScoreDetail } from '#lib/domain/score/score.ts';
import type { Connection } from '../client.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

export interface PortfolioRow {
  repoId: number;
  fullName: string;
  criticality: Criticality;
  createdAt: Date;
  score: number | null;
  notMeasured: number;
  waterfall: number[] | null;
  categories: number[] | null;
  withoutAcceptances: number | null;
  scoredAt: Date | null;
  lastUploadAt: Date | null;
  openCritical: number;
  openHigh: number;
  openMedium: number;
  openLow: number;
  openInfo: number;
}

/** Every repository that is not archived, with what the organization's posture is made of. */
export async function findPortfolio(sql: Connection, scope: OrganizationScope): Promise<PortfolioRow[]> {
  return sql<PortfolioRow[]>`
    select s.repo_id, r.full_name, r.criticality, r.created_at, s.score, s.not_measured, s.waterfall, s.categories,
      s.without_acceptances, s.scored_at, s.last_upload_at, s.open_critical,
      s.open_high, s.open_medium, s.open_low, s.open_info
    from repository_state s
    join repositories r on r.org_id = s.org_id and r.id = s.repo_id
    where s.org_id = ${scope.orgId} and not r.archived
    order by s.repo_id`;
}

export interface DayScore {
  day: string;
  score: number | null;
}

/** The organization's days in a period; days without a snapshot are missing. */
export async function findOrganizationDays(
  sql: Connection,
  scope: OrganizationScope,
  from: string,
  to: string,
): Promise<DayScore[]> {
  return sql<DayScore[]>`
    select day::text as day, score from organization_days
    where org_id = ${scope.orgId} and day between ${from}::text::date and ${to}::text::date order by day`;
}

/** Days of some repositories in a period, for spark lines: one statement for a page of them. */
export async function findRepositoryDays(
  sql: Connection,
  scope: OrganizationScope,
  repoIds: number[],
  from: string,
  to: string,
): Promise<(DayScore & { repoId: number })[]> {
  return sql<(DayScore & { repoId: number })[]>`
    select repo_id, day::text as day, score from repository_days
    where org_id = ${scope.orgId} and repo_id = any(${repoIds}::int[])
      and day between ${from}::text::date and ${to}::text::date
    order by repo_id, day`;
}

/** Scores of all repositories at the end of one day. */
export async function findScoresOfDay(
  sql: Connection,
  scope: OrganizationScope,
  day: string,
): Promise<Map<number, number | null>> {
  const rows = await sql<{ repoId: number; score: number | null }[]>`
    select s.repo_id, d.score from repository_state s
    join repository_days d on d.org_id = s.org_id and d.repo_id = s.repo_id
    where s.org_id = ${scope.orgId} and d.org_id = ${scope.orgId} and d.day = ${day}::text::date`;
  return new Map(rows.map((row) => [row.repoId, row.score]));
}

/** Points that were not measured on a day, by repository; never positive. */
export async function findUnmeasuredOfDay(
  sql: Connection,
  scope: OrganizationScope,
  repoIds: number[],
  day: string,
): Promise<Map<number, number>> {
  const rows = await sql<{ repoId: number; points: number | null }[]>`
    select repo_id, (score_detail -> 'waterfall' -> 0 ->> 'points')::float8 as points from repository_days
    where org_id = ${scope.orgId} and repo_id = any(${repoIds}::int[]) and day = ${day}::text::date`;
  return new Map(rows.flatMap((row) => (row.points === null ? [] : [[row.repoId, row.points]])));
}

export interface SinceRow {
  repoId: number;
  opened: number;
  fixed: number;
}

/** What opened and is still open, and what was fixed, since then: the counts of the lists with the same filters. */
export async function countSince(
  sql: Connection,
  scope: OrganizationScope,
  repoIds: number[],
  since: Date,
  limit: number,
): Promise<SinceRow[]> {
  return sql<SinceRow[]>`
    select s.repo_id, o.count as opened, x.count as fixed from repository_state s
    cross join lateral (
      select count(*)::int as count from (
        select 1 from findings f
        where f.org_id = ${scope.orgId} and f.repo_id = s.repo_id and f.state = 'open' and f.opened_at >= ${since}
        limit ${limit}) counted) o
    cross join lateral (
      select count(*)::int as count from (
        select 1 from findings f
        where f.org_id = ${scope.orgId} and f.repo_id = s.repo_id and f.state = 'fixed' and f.fixed_at >= ${since}
        limit ${limit}) counted) x
    where s.org_id = ${scope.orgId} and s.repo_id = any(${repoIds}::int[])`;
}

export async function findScoreDetail(
  sql: Connection,
  scope: RepositoryScope,
): Promise<{ detail: ScoreDetail | null; scoredAt: Date | null } | null> {
  const [row] = await sql<{ detail: ScoreDetail | null; scoredAt: Date | null }[]>`
    select score_detail as detail, scored_at from repository_state
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId}`;
  return row ?? null;
}

export interface TrendRow {
  day: string;
  openCritical: number;
  openHigh: number;
  openMedium: number;
  openLow: number;
  openInfo: number;
  introduced: number;
  reopened: number;
  fixed: number;
}

/** Day snapshots of one repository from a day on. */
export async function findRepositoryTrend(sql: Connection, scope: RepositoryScope, from: string): Promise<TrendRow[]> {
  return sql<TrendRow[]>`
    select day::text, open_critical, open_high, open_medium, open_low, open_info, introduced, reopened, fixed
    from repository_days
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and day >= ${from}::text::date order by day`;
}
