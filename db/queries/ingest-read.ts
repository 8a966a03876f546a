import { isVisible, type ReadScope } from '#lib/domain/access/read-scope.ts';
import type { RepositoryNumber } from '#lib/ids.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { armsInScope, inScope } from './scope.ts';
import type { Upload } from './uploads.ts';

export type UploadRow = Upload & {
  pipeline: string;
  fullName: string;
  defaultBranch: string;
  trackedRefs: string[];
  receivedKey: string;
};

export interface UploadPage {
  states: string[] | null;
  repoId: number | null;
  after: { receivedAt: string; repoId: number; number: number } | null;
  limit: number;
}

const NAMES = `p.key as pipeline, r.full_name, r.default_branch, r.tracked_refs, to_char(u.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as received_key`;

/** Newest first. Each state, and each of few repositories, is its own arm of the UNION, served by one index. */
export async function findUploads(sql: Connection, scope: ReadScope, page: UploadPage): Promise<UploadRow[]> {
  const { after, states, repoId } = page;
  const asked = repoId === null ? null : [repoId];
  const places = armsInScope(sql, scope, 'u.repo_id', asked);
  if (places.length === 0) return [];
  const rest: Fragment = after
    ? sql`(u.received_at, u.repo_id, u.number) < (${after.receivedAt}::text::timestamptz, ${after.repoId}::int, ${after.number}::int)`
    : sql`true`;
  const wanted = states?.map((state): Fragment => sql`u.state = ${state}`) ?? [sql`true`];
  const arms = wanted.flatMap((state) =>
    places.map(
      (place): Fragment => sql`(
        select u.* from uploads u where u.org_id = ${scope.orgId} and ${place} and ${state} and ${rest}
        order by u.received_at desc, u.repo_id desc, u.number desc limit ${page.limit})`,
    ),
  );
  return sql<UploadRow[]>`
    select u.*, ${sql.unsafe(NAMES)}
    from (${arms.reduce((all, arm) => sql`${all} union all ${arm}`)}) u
    join repositories r on r.org_id = ${scope.orgId} and r.id = u.repo_id
    join pipelines p on p.org_id = ${scope.orgId} and ${inScope(sql, scope, 'p.repo_id', asked)}
      and p.repo_id = u.repo_id and p.id = u.pipeline_id
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
    where u.org_id = ${scope.orgId} and u.repo_id = ${repoId} and u.number = ${number} and r.deleting_at is null
      and p.org_id = ${scope.orgId} and p.repo_id = ${repoId}`;
  return row ?? null;
}

/** Uploads in each of these states, each counted up to `limit`; of one repository, or of all that are in scope. */
export async function countUploads(
  sql: Connection,
  scope: ReadScope,
  states: readonly string[],
  repoId: number | null,
  limit: number,
): Promise<Map<string, number>> {
  const place = inScope(sql, scope, 'u.repo_id', repoId === null ? null : [repoId]);
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
