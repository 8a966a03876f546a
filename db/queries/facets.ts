import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { SlaWindow } from '#lib/domain/action/sla-windows.ts';
import type { Category, FindingState } from '#lib/domain/finding/finding.ts';
import { severitySlot } from '#lib/domain/finding/severity-number.ts';
import type { Connection } from '../client.ts';
import { severityInRank } from './finding-rank.ts';
import { conditions, type FindingFilter, slaMatches } from './findings-filter.ts';
import { MATCH_LIMIT, matches } from './findings-matches.ts';
import type { Fragment } from './fragment.ts';
import { inScope } from './scope.ts';

/** A count of findings for one combination of facet values. */
export interface CubeRow {
  state: FindingState;
  category: Category;
  severity: number;
  scanner: string;
  count: number;
}

export interface RepositoryCount {
  repoId: number;
  fullName: string;
  count: number;
}

export const FACET_REPOSITORIES = 30;

/** A filter that the counters alone can answer. Severities are numbers. */
export interface CountFilter {
  states: string[] | null;
  severities: number[] | null;
  categories: string[] | null;
  scanners: string[] | null;
  repoIds: number[] | null;
  withoutRepoIds: number[] | null;
}

function counted(sql: Connection, scope: ReadScope, filter: CountFilter): Fragment {
  const { states, severities, categories, scanners, repoIds, withoutRepoIds } = filter;
  return sql`c.org_id = ${scope.orgId} and ${inScope(sql, scope, 'c.repo_id', repoIds)}
    ${withoutRepoIds ? sql`and c.repo_id <> all(${withoutRepoIds}::int[])` : sql``}
    ${states ? sql`and c.state = any(${states}::text[])` : sql``}
    ${categories ? sql`and c.category = any(${categories}::text[])` : sql``}
    ${severities ? sql`and c.severity = any(${severities}::smallint[])` : sql``}
    ${scanners ? sql`and c.scanner = any(${scanners}::text[])` : sql``}`;
}

/** Columns of `repository_state` by severity: info 0 … critical 4, unknown 5. */
const OPEN_COLUMNS = ['open_info', 'open_low', 'open_medium', 'open_high', 'open_critical', 'open_unknown'];

/** Counts open findings by severity from `repository_state`. */
async function countOpen(sql: Connection, scope: ReadScope, filter: CountFilter): Promise<number> {
  const { severities, repoIds, withoutRepoIds } = filter;
  const slots = severities?.map(severitySlot);
  const columns = OPEN_COLUMNS.filter((_, slot) => slots?.includes(slot) ?? true);
  const [row] = await sql<{ count: number }[]>`
    select coalesce(sum(${sql.unsafe(columns.join(' + ') || '0')}), 0)::float8 as count from repository_state c
    where c.org_id = ${scope.orgId} and ${inScope(sql, scope, 'c.repo_id', repoIds)}
      ${withoutRepoIds ? sql`and c.repo_id <> all(${withoutRepoIds}::int[])` : sql``}`;
  return row?.count ?? 0;
}

/** How many findings match the filter, from the counters. */
export async function countFindings(sql: Connection, scope: ReadScope, filter: CountFilter): Promise<number> {
  const { states, categories, scanners } = filter;
  if (states?.join() === 'open' && categories === null && scanners === null) return countOpen(sql, scope, filter);
  const [row] = await sql<{ count: number }[]>`
    select coalesce(sum(c.count), 0)::float8 as count from finding_counts c where ${counted(sql, scope, filter)}`;
  return row?.count ?? 0;
}

/** Every combination of state, category, severity and scanner in these repositories, from the counters. */
export async function countCube(
  sql: Connection,
  scope: ReadScope,
  places: Pick<CountFilter, 'repoIds' | 'withoutRepoIds'>,
): Promise<CubeRow[]> {
  const filter = { ...places, states: null, severities: null, categories: null, scanners: null };
  return sql<CubeRow[]>`
    select c.state, c.category, c.severity::int, c.scanner, sum(c.count)::float8 as count from finding_counts c
    where ${counted(sql, scope, filter)} group by c.state, c.category, c.severity, c.scanner`;
}

/** Repositories with the most findings of a filter, from the counters. */
export async function countByRepository(
  sql: Connection,
  scope: ReadScope,
  filter: CountFilter,
  limit: number = FACET_REPOSITORIES,
): Promise<RepositoryCount[]> {
  return sql<RepositoryCount[]>`
    select top.repo_id, r.full_name, top.count from (
      select c.repo_id, sum(c.count)::float8 as count from finding_counts c
      where ${counted(sql, scope, filter)} group by c.repo_id order by 2 desc, 1 limit ${limit}) top
    join repositories r on r.org_id = ${scope.orgId} and r.id = top.repo_id
    order by top.count desc, top.repo_id`;
}

/**
 * Repositories whose lower-cased name is LIKE `pattern`, those with the most findings of a filter first; also those that
 * have none.
 */
export async function countNamed(
  sql: Connection,
  scope: ReadScope,
  filter: CountFilter,
  pattern: string,
): Promise<RepositoryCount[]> {
  const { repoIds, withoutRepoIds } = filter;
  return sql<RepositoryCount[]>`
    select r.id as repo_id, r.full_name, coalesce(had.count, 0) as count from repositories r
    left join (
      select c.repo_id, sum(c.count)::float8 as count from finding_counts c
      where ${counted(sql, scope, filter)} group by c.repo_id) had on had.repo_id = r.id
    where r.org_id = ${scope.orgId} and r.slug like ${pattern} and r.deleting_at is null
      and ${inScope(sql, scope, 'r.id', repoIds)}
      ${withoutRepoIds ? sql`and r.id <> all(${withoutRepoIds}::int[])` : sql``}
    order by count desc, r.slug limit ${FACET_REPOSITORIES}`;
}

export interface MatchCubeRow extends CubeRow {
  repoId: number;
  exploit: number;
}

/** Buckets worth choosing: malicious packages, what KEV lists, and EPSS from 1 % on. */
const TOLD_EXPLOITS = [2, 3, 4, 5, 6];

/** How many findings of a filter each bucket has, each up to 10,001, by the index of buckets. Its own choice is left out. */
export async function countExploits(
  sql: Connection,
  scope: ReadScope,
  filter: FindingFilter,
): Promise<{ exploit: number; count: number }[]> {
  return sql<{ exploit: number; count: number }[]>`
    select wanted.exploit::int, found.count from unnest(${TOLD_EXPLOITS}::smallint[]) as wanted(exploit)
    cross join lateral (
      select count(*)::int as count from (
        select 1 from findings f where ${conditions(sql, scope, filter, ['exploits'])} and f.exploit = wanted.exploit
        limit ${MATCH_LIMIT}) m) found`;
}

/**
 * The same over the first 10,001 matches of any filter. Its states, severities, categories, scanners and repositories
 * should be left open: each facet ignores its own choice.
 */
export async function countMatches(
  sql: Connection,
  scope: ReadScope,
  filter: FindingFilter,
  narrow: boolean,
): Promise<MatchCubeRow[]> {
  return sql<MatchCubeRow[]>`
    with m as materialized (${matches(sql, scope, filter, { narrow, limit: MATCH_LIMIT })})
    select m.repo_id, m.state, m.category, m.scanner, m.exploit, count(*)::int as count,
      ${severityInRank(sql, 'm.rank')} as severity
    from m group by m.repo_id, m.state, m.category, severity, m.scanner, m.exploit`;
}

/**
 * How many open findings of a filter, which leaves few, were opened in these windows, and how many in those: each match is
 * looked at once. Its own choice of due dates is left out.
 */
export async function countOpened(
  sql: Connection,
  scope: ReadScope,
  filter: FindingFilter,
  [these, those]: readonly [readonly SlaWindow[], readonly SlaWindow[]],
): Promise<[number, number]> {
  const open = { ...filter, states: ['open'], sla: null };
  const severity = severityInRank(sql, 'f.rank');
  const [row] = await sql<{ these: number; those: number }[]>`
    with f as materialized (${matches(sql, scope, open, { narrow: true, limit: MATCH_LIMIT })})
    select count(*) filter (where ${slaMatches(sql, these, severity)})::int as these,
      count(*) filter (where ${slaMatches(sql, those, severity)})::int as those from f`;
  return [row?.these ?? 0, row?.those ?? 0];
}

export async function namesOfRepositories(
  sql: Connection,
  scope: ReadScope,
  repoIds: number[],
): Promise<Map<number, string>> {
  const rows = await sql<{ id: number; fullName: string }[]>`
    select id, full_name from repositories where org_id = ${scope.orgId} and ${inScope(sql, scope, 'id', repoIds)}`;
  return new Map(rows.map((row) => [row.id, row.fullName]));
}
