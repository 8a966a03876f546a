import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { countsForOrganization, inScope, type RepositoryScope } from './scope.ts';

export interface CoverageStream {
  repoId: number;
  tracked: boolean;
  categories: Category[];
  highWaterAt: Date | null;
  lastSuccessAt: Date | null;
  lastSuccessCommit: string | null;
  unscannedSince: Date | null;
  commitSeenAt: Date | null;
}

/** What each stream of some repositories measured and when: one statement for a whole page. */
export async function findCoverageStreams(
  sql: Connection,
  scope: ReadScope,
  repoIds: number[],
): Promise<CoverageStream[]> {
  return sql<CoverageStream[]>`
    select repo_id, tracked, categories, high_water_at, last_success_at, last_success_commit, unscanned_since, commit_seen_at
    from streams
    where org_id = ${scope.orgId} and ${inScope(sql, scope, 'repo_id', repoIds)} and tracked
      and retired_at is null`;
}

/** Newest success of each category over the repositories in scope that count. */
export async function findCategorySuccess(
  sql: Connection,
  scope: ReadScope,
): Promise<{ category: Category; at: Date }[]> {
  // Thousands of streams have a few lists of categories between them: only these are taken apart.
  return sql<{ category: Category; at: Date }[]>`
    ${scope.repositories === 'all' ? newestOfAll(sql, scope) : newestOfSome(sql, scope)}
    select c.category, max(l.at) as at from newest l cross join lateral unnest(l.categories) as c(category) group by c.category`;
}

const succeeded = (sql: Connection, { orgId }: ReadScope): Fragment =>
  sql`s.org_id = ${orgId} and s.tracked and s.retired_at is null and s.last_success_at is not null`;

/** Repository `r` of stream `s`, where it counts. */
const countingOf = (
  sql: Connection,
  scope: ReadScope,
): Fragment => sql`repositories r on r.org_id = s.org_id and r.id = s.repo_id
  and r.org_id = ${scope.orgId} and ${countsForOrganization(sql, scope)}`;

/** `newest` success of each list of categories: one look into the index finds the next list, another one its newest. */
function newestOfAll(sql: Connection, scope: ReadScope): Fragment {
  const next = (after: Fragment): Fragment =>
    sql`(select s.categories from streams s where ${succeeded(sql, scope)} and ${after} order by s.categories limit 1)`;
  return sql`with recursive lists as (
      ${next(sql`true`)}
      union all select ${next(sql`s.categories > l.categories`)} from lists l where l.categories is not null),
    newest as (
      select l.categories, n.at from lists l cross join lateral (
        select s.last_success_at as at from streams s join ${countingOf(sql, scope)}
        where ${succeeded(sql, scope)} and s.categories = l.categories order by s.last_success_at desc limit 1) n)`;
}

/** The same of the streams of some repositories. */
function newestOfSome(sql: Connection, scope: ReadScope): Fragment {
  return sql`with newest as (
    select s.categories, max(s.last_success_at) as at from streams s join ${countingOf(sql, scope)}
    where ${succeeded(sql, scope)} and ${inScope(sql, scope, 's.repo_id')} group by s.categories)`;
}

export interface StreamListRow {
  id: number;
  pipeline: string;
  scanner: string;
  label: string;
  ref: string;
  tracked: boolean;
  present: number;
  lastSuccessAt: Date | null;
  lastReportAt: Date | null;
  heldUpload: number | null;
  categories: Category[];
  reports: number;
  reportInterval: number | null;
  retiredAt: Date | null;
  retiredBy: string | null;
}

/** @param pipelineIds only those of these pipelines; null: of all */
export async function findStreamRows(
  sql: Connection,
  scope: RepositoryScope,
  limit: number,
  pipelineIds: readonly number[] | null = null,
): Promise<StreamListRow[]> {
  return sql<StreamListRow[]>`
    select s.id, p.key as pipeline, s.scanner, s.label, s.ref, s.tracked, s.present, s.last_success_at, s.last_report_at,
      s.held_upload, s.categories, s.reports, s.report_interval, s.retired_at, s.retired_by
    from streams s
    join pipelines p on p.org_id = s.org_id and p.repo_id = s.repo_id and p.id = s.pipeline_id
    where s.org_id = ${scope.orgId} and s.repo_id = ${scope.repoId} and p.org_id = ${scope.orgId} and p.repo_id = ${scope.repoId}
      and ${pipelineIds === null ? sql`true` : sql`s.pipeline_id = any(${pipelineIds}::int[])`}
    order by s.retired_at is not null, s.tracked desc, s.last_report_at desc nulls last, s.id limit ${limit}`;
}

/** For each pair of streams, how many findings that the first one sees the second one sees too. */
export async function countShared(
  sql: Connection,
  scope: RepositoryScope,
  pairs: readonly { stream: number; twin: number }[],
): Promise<Map<number, number>> {
  const streams = pairs.map((pair) => pair.stream);
  const rows = await sql<{ stream: number; shared: number }[]>`
    select pair.stream, count(b.finding_number)::int as shared
    from unnest(${streams}::int[], ${pairs.map((pair) => pair.twin)}::int[]) as pair(stream, twin)
    join sightings a on a.stream_id = pair.stream
    join sightings b on b.org_id = a.org_id and b.repo_id = a.repo_id and b.stream_id = pair.twin and b.finding_number = a.finding_number
    where a.org_id = ${scope.orgId} and a.repo_id = ${scope.repoId} and b.org_id = ${scope.orgId} and b.repo_id = ${scope.repoId}
      and a.until_upload is null and b.until_upload is null
    group by pair.stream`;
  return new Map(rows.map((row) => [row.stream, row.shared]));
}
