import { isVisible, type ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';
import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import type { Grade } from '#lib/domain/score/grade.ts';

import type { Connection } from '../client.ts';
import { type CoverageFilter, inCoverage } from './coverage-filter.ts';
import type { Fragment } from './fragment.ts';
import { inScope } from './scope.ts';

export interface RepositoryListRow {
  repoId: number;
  fullName: string;
  slug: string;
  kind: RepositoryKind;
  criticality: Criticality;
  exposure: Exposure;
  archived: boolean;
  demo: boolean;
  score: number | null;
  grade: Grade | null;
  /** Points that are missing because nothing measures them. */
  notMeasured: number;
  openCritical: number;
  openHigh: number;
  openMedium: number;
  openLow: number;
  openUnknown: number;
  openInfo: number;
  lastUploadAt: Date | null;
  /** `lastUploadAt` to the microsecond, for cursors. */
  uploadKey: string | null;
}

export type RepositorySort = 'score' | '-score' | '-not_measured' | '-last_upload' | 'name';

export interface RepositoryPage {
  sort: RepositorySort;
  /** ILIKE pattern on the name; null: all. */
  pattern: string | null;
  /** Only archived ones, only others, or null: both. */
  archived: boolean | null;
  coverage: CoverageFilter;
  /** Score, instant or name of the last row (null: it has none), and its id. */
  after: { value: number | string | null; repoId: number } | null;
  limit: number;
}

const COLUMNS = `s.repo_id, r.full_name, r.slug, r.kind, r.criticality, r.exposure, r.archived, r.demo, s.score, s.grade, s.not_measured,
  s.open_critical, s.open_high, s.open_medium, s.open_unknown, s.open_low, s.open_info, s.last_upload_at,
  to_char(s.last_upload_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as upload_key`;

interface Order {
  by: Fragment;
  known: Fragment;
  unknown: Fragment;
  after: Fragment;
}

function orderOf(sql: Connection, { sort, after }: RepositoryPage): Order {
  const value = after?.value ?? null;
  const id = after?.repoId ?? 0;
  const always = sql`true`;
  switch (sort) {
    case 'score':
      return {
        by: sql`s.score, s.repo_id`,
        known: sql`s.score is not null`,
        unknown: sql`s.score is null`,
        after: value === null ? always : sql`(s.score, s.repo_id) > (${value}::real, ${id}::int)`,
      };
    case '-score':
      return {
        by: sql`s.score desc, s.repo_id desc`,
        known: sql`s.score is not null`,
        unknown: sql`s.score is null`,
        after: value === null ? always : sql`(s.score, s.repo_id) < (${value}::real, ${id}::int)`,
      };
    case '-not_measured':
      return {
        by: sql`s.not_measured desc, s.repo_id desc`,
        known: always,
        unknown: sql`false`,
        after: value === null ? always : sql`(s.not_measured, s.repo_id) < (${value}::real, ${id}::int)`,
      };
    case '-last_upload':
      return {
        by: sql`s.last_upload_at desc, s.repo_id desc`,
        known: sql`s.last_upload_at is not null`,
        unknown: sql`s.last_upload_at is null`,
        after: value === null ? always : sql`(s.last_upload_at, s.repo_id) < (${value}::text::timestamptz, ${id}::int)`,
      };
    case 'name':
      return {
        by: sql`r.slug`,
        known: always,
        unknown: sql`false`,
        after: value === null ? always : sql`r.slug > ${value}`,
      };
  }
}

/**
 * One page. Repositories without a value in the sort column come last in both directions: an index has them at one end
 * only, so they are a separate arm of the UNION.
 */
export async function findRepositories(
  sql: Connection,
  scope: ReadScope,
  page: RepositoryPage,
): Promise<RepositoryListRow[]> {
  const { by, known, unknown, after } = orderOf(sql, page);
  const passed = page.after !== null && page.after.value === null;
  const rest = passed ? sql`s.repo_id > ${page.after?.repoId ?? 0}` : sql`true`;
  const arm = (place: number, where: Fragment, order: Fragment): Fragment => sql`(
    select ${place}::int as place, ${sql.unsafe(COLUMNS)} from repository_state s
    join repositories r on r.org_id = s.org_id and r.id = s.repo_id
    where s.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 's.repo_id')}
      and ${where} and ${matching(sql, scope, page)}
    order by ${order} limit ${page.limit})`;
  const arms = passed
    ? arm(1, sql`${unknown} and ${rest}`, sql`s.repo_id`)
    : sql`${arm(0, sql`${known} and ${after}`, by)} union all ${arm(1, unknown, sql`s.repo_id`)}`;
  const rows = await sql<
    (RepositoryListRow & { place: number })[]
  >`select * from (${arms}) found limit ${2 * page.limit}`;
  // Each arm arrives in its own order; the one without a value follows the other.
  return [...rows.filter((row) => row.place === 0), ...rows.filter((row) => row.place === 1)].slice(0, page.limit);
}

function matching(sql: Connection, scope: ReadScope, { pattern, archived, coverage }: RepositoryPage): Fragment {
  return sql`r.deleting_at is null and ${archived === null ? sql`true` : sql`r.archived = ${archived}`}
    and ${pattern === null ? sql`true` : sql`r.full_name ilike ${pattern}`} and ${inCoverage(sql, scope, coverage)}`;
}

export async function countRepositories(
  sql: Connection,
  scope: ReadScope,
  page: RepositoryPage,
  limit: number,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from repository_state s
      join repositories r on r.org_id = s.org_id and r.id = s.repo_id
      where s.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 's.repo_id')}
        and ${matching(sql, scope, page)} limit ${limit}) counted`;
  return row?.count ?? 0;
}

export async function findRepositoryRow(
  sql: Connection,
  scope: ReadScope,
  repoId: number,
): Promise<RepositoryListRow | null> {
  if (!isVisible(scope, { orgId: scope.orgId, repoId })) return null;
  const [row] = await sql<RepositoryListRow[]>`
    select ${sql.unsafe(COLUMNS)} from repository_state s
    join repositories r on r.org_id = s.org_id and r.id = s.repo_id
    where s.org_id = ${scope.orgId} and s.repo_id = ${repoId}`;
  return row ?? null;
}

export interface OpenByCategory {
  repoId: number;
  category: Category;
  severity: number;
  count: number;
}

/** Open findings of some repositories by category and severity, from the counters. */
export async function findOpenByCategory(
  sql: Connection,
  scope: ReadScope,
  repoIds: number[],
): Promise<OpenByCategory[]> {
  return sql<OpenByCategory[]>`
    select repo_id, category, severity::int, sum(count)::int as count from finding_counts
    where org_id = ${scope.orgId} and ${inScope(sql, scope, 'repo_id', repoIds)} and state = 'open'
    group by repo_id, category, severity`;
}
