import { isVisible, type ReadScope } from '#lib/domain/access/read-scope.ts';
import type { RepositoryNumber } from '#lib/ids.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { ofEachPipeline, RUN_COLUMNS, type RunRow } from './pipelines.ts';
import { armsInScope, inScope } from './scope.ts';
import type { Upload } from './uploads.ts';

export type UploadRow = Upload &
  RunRow & {
    fullName: string;
    defaultBranch: string;
    trackedRefs: string[];
    receivedKey: string;
  };

/** Null, and false, leave a part out. */
export interface UploadFilter {
  repoIds: readonly number[] | null;
  /** LIKE pattern of repository names, where too many match for a list. */
  repoPattern: string | null;
  /** Of the one repository in `repoIds`. */
  pipelineIds: readonly number[] | null;
  scanner: string | null;
  /** Name of the token or person that delivered it. */
  deliveredBy: string | null;
}

export const NO_UPLOAD_FILTER: UploadFilter = {
  repoIds: null,
  repoPattern: null,
  pipelineIds: null,
  scanner: null,
  deliveredBy: null,
};

export interface UploadPage extends UploadFilter {
  states: string[] | null;
  after: { receivedAt: string; repoId: number; number: number } | null;
  limit: number;
}

const NAMES = `${RUN_COLUMNS}, r.full_name, r.default_branch, r.tracked_refs, to_char(u.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as received_key`;

/** What an upload `u` must be, beside its state, its pipeline and the scope. */
function filtered(sql: Connection, { orgId }: ReadScope, filter: UploadFilter): Fragment {
  const { repoPattern, scanner, deliveredBy } = filter;
  const named = sql`u.repo_id in (
    select named.id from repositories named where named.org_id = ${orgId} and named.full_name ilike ${repoPattern})`;
  return sql`${repoPattern === null ? sql`true` : named}
    and ${scanner === null ? sql`true` : sql`u.scanner = ${scanner}`}
    and ${deliveredBy === null ? sql`true` : sql`u.credential_name = ${deliveredBy}`}`;
}

/** Newest first. Each state, and each of few repositories, is its own arm of the UNION, served by one index. */
export async function findUploads(sql: Connection, scope: ReadScope, page: UploadPage): Promise<UploadRow[]> {
  const { after, states, repoIds, pipelineIds } = page;
  const places = armsInScope(sql, scope, 'u.repo_id', repoIds);
  if (places.length === 0) return [];
  const rest: Fragment = after
    ? sql`(u.received_at, u.repo_id, u.number) < (${after.receivedAt}::text::timestamptz, ${after.repoId}::int, ${after.number}::int)`
    : sql`true`;
  const wanted = states?.map((state): Fragment => sql`u.state = ${state}`) ?? [sql`true`];
  const arms = wanted.flatMap((state) =>
    places.map((place): Fragment => {
      const read = (own: Fragment) => sql`
          select u.* from uploads u
          where u.org_id = ${scope.orgId} and ${place} and ${own} and ${state} and ${filtered(sql, scope, page)} and ${rest}
          order by u.received_at desc, u.repo_id desc, u.number desc limit ${page.limit}`;
      return sql`(${ofEachPipeline(sql, 'u.pipeline_id', pipelineIds, read)})`;
    }),
  );
  return sql<UploadRow[]>`
    select u.*, ${sql.unsafe(NAMES)}
    from (${arms.reduce((all, arm) => sql`${all} union all ${arm}`)}) u
    join repositories r on r.org_id = ${scope.orgId} and r.id = u.repo_id
    join pipelines p on p.org_id = ${scope.orgId} and ${inScope(sql, scope, 'p.repo_id', repoIds)}
      and p.repo_id = u.repo_id and p.id = u.pipeline_id
    left join runs on runs.org_id = ${scope.orgId} and runs.repo_id = u.repo_id and runs.id = u.run_id
    order by u.received_at desc, u.repo_id desc, u.number desc limit ${page.limit}`;
}

export async function findUploadRow(
  sql: Connection,
  scope: ReadScope,
  { repoId, number }: RepositoryNumber,
): Promise<UploadRow | null> {
  if (!isVisible(scope, { orgId: scope.orgId, repoId })) return null;
  const [row] = await sql<UploadRow[]>`
    select u.*, ${sql.unsafe(NAMES)} from uploads u
    join repositories r on r.org_id = u.org_id and r.id = u.repo_id
    join pipelines p on p.org_id = u.org_id and p.repo_id = u.repo_id and p.id = u.pipeline_id
    left join runs on runs.org_id = ${scope.orgId} and runs.repo_id = ${repoId} and runs.id = u.run_id
    where u.org_id = ${scope.orgId} and u.repo_id = ${repoId} and u.number = ${number} and r.deleting_at is null
      and p.org_id = ${scope.orgId} and p.repo_id = ${repoId}`;
  return row ?? null;
}

/** Uploads in each of these states, each counted up to `limit`. */
export async function countUploads(
  sql: Connection,
  scope: ReadScope,
  states: readonly string[],
  limit: number,
): Promise<Map<string, number>> {
  const place = inScope(sql, scope, 'u.repo_id');
  const arms = states.map(
    (state): Fragment => sql`
      select ${state}::text as state, (
        select count(*)::int from (
          select 1 from uploads u where u.org_id = ${scope.orgId} and u.state = ${state} and ${place} limit ${limit}) counted) as count`,
  );
  const rows = await sql<
    { state: string; count: number }[]
  >`${arms.reduce((all, arm) => sql`${all} union all ${arm}`)}`;
  return new Map(rows.map((row) => [row.state, row.count]));
}

/** The newest uploads that match, up to `limit` of them, counted by state. */
export async function countNewestUploads(
  sql: Connection,
  scope: ReadScope,
  filter: UploadFilter,
  limit: number,
): Promise<Map<string, number>> {
  const places = armsInScope(sql, scope, 'u.repo_id', filter.repoIds);
  if (places.length === 0) return new Map();
  const arms = places.map((place): Fragment => {
    const read = (own: Fragment) => sql`
      select u.state, u.received_at from uploads u
      where u.org_id = ${scope.orgId} and ${place} and ${own} and ${filtered(sql, scope, filter)}
      order by u.received_at desc, u.repo_id desc, u.number desc limit ${limit}`;
    return sql`(${ofEachPipeline(sql, 'u.pipeline_id', filter.pipelineIds, read)})`;
  });
  const rows = await sql<{ state: string; count: number }[]>`
    select newest.state, count(*)::int as count from (
      select found.state from (${arms.reduce((all, arm) => sql`${all} union all ${arm}`)}) found
      order by found.received_at desc limit ${limit}) newest
    group by newest.state`;
  return new Map(rows.map((row) => [row.state, row.count]));
}

export interface QueueFacts {
  waiting: number;
  processing: number;
  /** When the report arrived that has waited longest; null when none waits. */
  oldestAt: Date | null;
}

/** What waits to be read and what is being read, of what is in scope; not of the demo, whose loader reads its reports itself. */
export async function findQueue(sql: Connection, scope: ReadScope): Promise<QueueFacts> {
  const [row] = await sql<QueueFacts[]>`
    select count(*) filter (where state = 'received')::int as waiting,
      count(*) filter (where state = 'processing')::int as processing,
      min(received_at) filter (where state = 'received') as oldest_at
    from uploads u
    where u.org_id = ${scope.orgId} and ${inScope(sql, scope, 'u.repo_id')} and u.state in ('received', 'processing')
      and not exists (select 1 from repositories r where r.org_id = ${scope.orgId} and r.id = u.repo_id and r.demo)`;
  return row ?? { waiting: 0, processing: 0, oldestAt: null };
}

/** Scanners and names of credentials among the newest uploads in scope, for those who choose a filter. */
export async function findUploadWords(
  sql: Connection,
  scope: ReadScope,
  newest: number,
): Promise<{ scanners: string[]; deliveredBy: string[] }> {
  const places = armsInScope(sql, scope, 'u.repo_id');
  if (places.length === 0) return { scanners: [], deliveredBy: [] };
  const arms = places.map(
    (place): Fragment => sql`(
      select u.scanner, u.credential_name from uploads u where u.org_id = ${scope.orgId} and ${place}
      order by u.received_at desc, u.repo_id desc, u.number desc limit ${newest})`,
  );
  const [row] = await sql<{ scanners: string[]; deliveredBy: string[] }[]>`
    with newest as materialized (${arms.reduce((all, arm) => sql`${all} union all ${arm}`)})
    select array(select distinct scanner from newest where scanner is not null order by 1) as scanners,
      array(select distinct credential_name from newest where credential_name is not null order by 1) as delivered_by`;
  return row ?? { scanners: [], deliveredBy: [] };
}

export interface UploadStage {
  token: boolean;
  upload: boolean;
  processed: boolean;
}

/** How far setting up has come: whether an upload token exists, a report was delivered, and one took effect. */
export async function findUploadStage(sql: Connection, scope: ReadScope): Promise<UploadStage> {
  const [row] = await sql<UploadStage[]>`
    select exists (select 1 from tokens where org_id = ${scope.orgId} and kind = 'upload' and revoked_at is null) as token,
      exists (
        select 1 from repository_state where org_id = ${scope.orgId} and ${inScope(sql, scope, 'repo_id')} and uploads > 0) as processed,
      exists (select 1 from uploads where org_id = ${scope.orgId} and ${inScope(sql, scope, 'repo_id')}) as upload`;
  return row ?? { token: false, upload: false, processed: false };
}
