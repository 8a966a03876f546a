import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { MemberFigures } from '#lib/domain/score/organization-figures.ts';
import type { ScoreDetail } from '#lib/domain/score/score.ts';
import type { Connection } from '../client.ts';
import { type ScoreParts, unpackScoreParts } from '../score-parts.ts';
import type { Fragment } from './fragment.ts';
import { countsForOrganization, inScope, notOfDemo, type OrganizationScope, type RepositoryScope } from './scope.ts';

export interface PortfolioRow {
  repoId: number;
  fullName: string;
  demo: boolean;
  criticality: Criticality;
  score: number | null;
  scoreCap: number;
  notMeasured: number;
  /** Null: never scored. */
  parts: ScoreParts | null;
  withoutAcceptances: number | null;
  scoredAt: Date | null;
  /** By severity: info 0 … critical 4, unknown 5. */
  open: number[];
}

/** States `s` of the repositories `r` in scope that count: the only source of an organization's figures. */
const counting = (sql: Connection, scope: ReadScope): Fragment => sql`repository_state s
    join repositories r on r.org_id = s.org_id and r.id = s.repo_id
    where s.org_id = ${scope.orgId} and ${inScope(sql, scope, 's.repo_id')} and ${countsForOrganization(sql, scope)}`;

/** By severity: info 0 … critical 4, unknown 5. */
const OPEN = 'array[s.open_info, s.open_low, s.open_medium, s.open_high, s.open_critical, s.open_unknown] as open';

/** Every repository in scope that counts, with the parts of the organization's posture. */
export async function findPortfolio(sql: Connection, scope: ReadScope): Promise<PortfolioRow[]> {
  const rows = await sql<(Omit<PortfolioRow, 'parts'> & { packed: Buffer | null })[]>`
    select s.repo_id, r.full_name, r.demo, r.criticality, s.score, s.score_cap, s.not_measured, s.score_parts as packed,
      s.without_acceptances, s.scored_at, ${sql.unsafe(OPEN)}
    from ${counting(sql, scope)} order by s.repo_id`;
  // Not by spreading: copies of thousands of rows keep the collector busy.
  return rows.map((row) => Object.assign(row, { parts: row.packed && unpackScoreParts(row.packed), packed: null }));
}

/** The same repositories, with what the figures of an organization or of a part of it need of each. */
export async function findMemberFigures(
  sql: Connection,
  scope: ReadScope,
): Promise<(MemberFigures & { repoId: number })[]> {
  return sql<(MemberFigures & { repoId: number })[]>`
    select s.repo_id, r.criticality, s.score, s.not_measured,
      ${sql.unsafe(OPEN)}
    from ${counting(sql, scope)} order by s.repo_id`;
}

export interface PortfolioScore {
  repoId: number;
  criticality: Criticality;
  score: number;
}

/** Scores of the repositories that make the organization's, those in scope only. */
export async function findPortfolioScores(sql: Connection, scope: ReadScope): Promise<PortfolioScore[]> {
  return sql<PortfolioScore[]>`
    select s.repo_id, r.criticality, s.score from ${counting(sql, scope)} and s.score is not null order by s.repo_id`;
}

export interface DayScore {
  day: string;
  score: number | null;
}

/**
 * The organization's days in a period; days without a snapshot are missing. Beside real repositories those that only the
 * demo made are missing too.
 */
export async function findOrganizationDays(
  sql: Connection,
  scope: OrganizationScope,
  from: string,
  to: string,
): Promise<DayScore[]> {
  return sql<DayScore[]>`
    select day::text as day, score from organization_days
    where org_id = ${scope.orgId} and day between ${from}::text::date and ${to}::text::date
      and ${notOfDemo(sql, scope, 'day')}
    order by day`;
}

export interface MemberDay {
  day: string;
  criticality: Criticality;
  scores: number[];
}

/** Scores of the repositories in scope that count, by day and criticality. */
export async function findMemberDays(
  sql: Connection,
  scope: ReadScope,
  from: string,
  to: string,
): Promise<MemberDay[]> {
  return sql<MemberDay[]>`
    select d.day::text as day, r.criticality, array_agg(d.score) as scores from repository_days d
    join repositories r on r.org_id = d.org_id and r.id = d.repo_id
    where d.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'd.repo_id')}
      and d.day between ${from}::text::date and ${to}::text::date and d.score is not null
      and ${countsForOrganization(sql, scope)}
    group by d.day, r.criticality order by d.day`;
}

/** Days of some repositories in a period, for sparklines: one statement for a whole page. */
export async function findRepositoryDays(
  sql: Connection,
  scope: ReadScope,
  repoIds: number[],
  from: string,
  to: string,
): Promise<(DayScore & { repoId: number })[]> {
  return sql<(DayScore & { repoId: number })[]>`
    select repo_id, day::text as day, score from repository_days
    where org_id = ${scope.orgId} and ${inScope(sql, scope, 'repo_id', repoIds)}
      and day between ${from}::text::date and ${to}::text::date
    order by repo_id, repository_days.day`;
}

/** Points that were not measured on a day, by repository; never positive. */
export async function findUnmeasuredOfDay(
  sql: Connection,
  scope: ReadScope,
  repoIds: number[],
  day: string,
): Promise<Map<number, number>> {
  const rows = await sql<{ repoId: number; points: number | null }[]>`
    select repo_id, (score_detail -> 'waterfall' -> 0 ->> 'points')::float8 as points from repository_days
    where org_id = ${scope.orgId} and ${inScope(sql, scope, 'repo_id', repoIds)} and day = ${day}::text::date`;
  return new Map(rows.flatMap((row) => (row.points === null ? [] : [[row.repoId, row.points]])));
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
  openUnknown: number;
  openLow: number;
  openInfo: number;
  introduced: number;
  reopened: number;
  fixed: number;
}

/** Day snapshots of one repository from a day on. */
export async function findRepositoryTrend(sql: Connection, scope: RepositoryScope, from: string): Promise<TrendRow[]> {
  return sql<TrendRow[]>`
    select day::text, open_critical, open_high, open_medium, open_unknown, open_low, open_info, introduced, reopened, fixed
    from repository_days
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and day >= ${from}::text::date order by day`;
}
