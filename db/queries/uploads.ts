import type { InferSelectModel } from 'drizzle-orm';
import type { Connection, Transaction } from '../client.ts';
import { rowColumns } from '../row-columns.ts';
import { uploads } from '../schema/ingest.ts';
import { takeNumbers } from './numbers.ts';
import type { RepositoryScope } from './scope.ts';

export type Upload = InferSelectModel<typeof uploads>;
export type NewUpload = Pick<
  Upload,
  | 'pipelineId'
  | 'runId'
  | 'dedupe'
  | 'idempotency'
  | 'claim'
  | 'label'
  | 'root'
  | 'path'
  | 'ref'
  | 'commit'
  | 'complete'
  | 'completeSaid'
  | 'filename'
  | 'blob'
  | 'sha256'
  | 'bytes'
  | 'storedBytes'
  | 'orderAt'
  | 'receivedAt'
  | 'credentialKind'
  | 'credentialName'
  | 'tokenId'
  | 'userId'
  | 'provenance'
>;

export async function findUpload(sql: Connection, scope: RepositoryScope, number: number): Promise<Upload | null> {
  const [row] = await sql<Upload[]>`
    select * from uploads where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = ${number}`;
  return row ?? null;
}

/** The format of the report that an upload brought; null while it is not known. */
export async function findFormat(sql: Connection, scope: RepositoryScope, number: number): Promise<string | null> {
  const [row] = await sql<Pick<Upload, 'format'>[]>`
    select format from uploads where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = ${number}`;
  return row?.format ?? null;
}

export async function findUploadByDedupe(
  sql: Connection,
  scope: RepositoryScope,
  dedupe: Buffer,
): Promise<Upload | null> {
  const [row] = await sql<Upload[]>`
    select * from uploads where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and dedupe = ${dedupe}`;
  return row ?? null;
}

export async function findUploadByIdempotency(
  sql: Connection,
  scope: RepositoryScope,
  idempotency: Buffer,
): Promise<Upload | null> {
  const [row] = await sql<Upload[]>`
    select * from uploads where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and idempotency = ${idempotency}`;
  return row ?? null;
}

/** What only processing finds out. */
const NOTHING_KNOWN = {
  state: 'received',
  attempts: 0,
  incomplete: [],
  parsed: 0,
  introduced: 0,
  reopened: 0,
  fixed: 0,
  moved: 0,
  changed: 0,
  unchanged: 0,
  skippedCount: 0,
  skipped: [],
} satisfies Partial<Upload>;

/** Null when an upload with the same `dedupe` or `idempotency` is there already. */
export async function insertUpload(sql: Transaction, scope: RepositoryScope, input: NewUpload): Promise<Upload | null> {
  const { orgId, repoId } = scope;
  const number = await takeNumbers(sql, scope, 'upload', 1);
  const [row] = await sql<Upload[]>`
    insert into uploads ${sql(rowColumns(sql, uploads, { ...NOTHING_KNOWN, ...input, orgId, repoId, number }))}
    on conflict do nothing
    returning *`;
  return row ?? null;
}

/** Marks the upload as processing; null when it is settled already. */
export async function startUpload(
  sql: Transaction,
  scope: RepositoryScope,
  number: number,
  now: Date,
): Promise<Upload | null> {
  const [row] = await sql<Upload[]>`
    update uploads set state = 'processing', processing_at = ${now}
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = ${number}
      and state in ('received', 'processing')
    returning *`;
  return row ?? null;
}

/** Marks the upload as received again after an attempt without a result. */
export async function giveBackUpload(sql: Transaction, scope: RepositoryScope, number: number): Promise<void> {
  await sql`
    update uploads set state = 'received'
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = ${number} and state = 'processing'`;
}

export type UploadResult = Partial<
  Pick<
    Upload,
    | 'state'
    | 'scanner'
    | 'scannerVersion'
    | 'format'
    | 'processedAt'
    | 'reason'
    | 'position'
    | 'incomplete'
    | 'parsed'
    | 'introduced'
    | 'reopened'
    | 'fixed'
    | 'moved'
    | 'changed'
    | 'unchanged'
    | 'counts'
    | 'comparison'
    | 'gate'
    | 'skippedCount'
    | 'skipped'
    | 'scoreBefore'
    | 'scoreAfter'
    | 'readerVersion'
    | 'releasedBy'
    | 'releasedAt'
    | 'releasedByName'
    | 'heldFirst'
    | 'confirmableAt'
    | 'confirms'
    | 'provenance'
    | 'orderAt'
  >
>;

/** Stores what became of an upload; who waits for it is told when the transaction ends. */
export async function updateUpload(
  sql: Transaction,
  scope: RepositoryScope,
  number: number,
  result: UploadResult,
): Promise<void> {
  await sql`
    update uploads set ${sql(rowColumns(sql, uploads, result))}
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = ${number}
    returning pg_notify('plumbline_upload', ${`${scope.repoId}:${number}`})`;
}

/** The time that a report itself states puts it in its place among those of its stream; no clock runs ahead of arrival. */
export async function orderUpload(sql: Transaction, scope: RepositoryScope, number: number, at: Date): Promise<void> {
  await sql`
    update uploads set order_at = least(received_at, ${at})
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = ${number} and state = 'processing'`;
}

/** Rejects an upload that is processing; one that another worker has settled meanwhile stays as it is. */
export async function rejectUpload(
  sql: Transaction,
  scope: RepositoryScope,
  number: number,
  refusal: { reason: string; position: string | null; processedAt: Date },
): Promise<void> {
  await sql`
    update uploads set state = 'rejected', reason = ${refusal.reason}, position = ${refusal.position},
      processed_at = ${refusal.processedAt}
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = ${number} and state = 'processing'`;
}

/** Counts waiting uploads, up to `atMost`: new ones are refused above the queue's limit. */
export async function countWaiting(sql: Connection, atMost: number): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from graphile_worker._private_jobs where locked_at is null and attempts < max_attempts limit ${atMost}) waiting`;
  return row?.count ?? 0;
}

/**
 * `received` or `processing` uploads older than `before`, for the sweep, which checks whether they still have a job.
 * Without those of the demo, which its loader processes itself.
 */
export async function findUnfinishedUploads(
  sql: Connection,
  before: Date,
): Promise<{ orgId: number; repoId: number; number: number }[]> {
  return sql<{ orgId: number; repoId: number; number: number }[]>`
    select org_id, repo_id, number from uploads
    where state in ('received', 'processing') and received_at < ${before}
      and not exists (select 1 from repositories r where r.org_id = uploads.org_id and r.id = uploads.repo_id and r.demo)
    order by received_at limit 10000`;
}

/** Counts a strike: an attempt that crashed its reader, its worker or our code. Returns how many there were. */
export async function addStrike(sql: Transaction, scope: RepositoryScope, number: number): Promise<number> {
  const [row] = await sql<{ attempts: number }[]>`
    update uploads set attempts = attempts + 1
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = ${number}
    returning attempts`;
  return row?.attempts ?? 0;
}

/** The current upload of all its streams, when it has the same bytes, claim and `complete` as `upload`; else null. */
export async function findSameBytes(
  sql: Connection,
  scope: RepositoryScope,
  upload: Upload,
  readerVersion: number,
): Promise<Upload | null> {
  const [row] = await sql<Upload[]>`
    select u.* from uploads u
    join lateral (
      select bool_and(s.current_upload = u.number and s.held_upload is null) as current from upload_parts p
      join streams s on s.org_id = ${scope.orgId} and s.repo_id = ${scope.repoId} and s.id = p.stream_id
      where p.org_id = ${scope.orgId} and p.repo_id = ${scope.repoId} and p.upload = u.number) own on own.current
    where u.org_id = ${scope.orgId} and u.repo_id = ${scope.repoId} and u.pipeline_id = ${upload.pipelineId} and u.label = ${upload.label} and u.root = ${upload.root}
      and u.path = ${upload.path}
      and u.ref = ${upload.ref}
      and u.sha256 = ${upload.sha256} and u.complete = ${upload.complete} and u.complete_said = ${upload.completeSaid}
      and u.claim is not distinct from ${upload.claim} and u.reader_version = ${readerVersion}
      and u.state = 'processed'
    limit 1`;
  return row ?? null;
}

/** Notifies those who wait for this upload, when the transaction commits. */
export async function notifyUpload(sql: Transaction, scope: RepositoryScope, number: number): Promise<void> {
  await sql`select pg_notify('plumbline_upload', ${`${scope.repoId}:${number}`})`;
}

/** Marks a held upload as superseded, unless it still waits in one of its streams: it needs no decision any more. */
export async function supersedeHeld(
  sql: Transaction,
  scope: RepositoryScope,
  number: number,
  reason: string,
): Promise<void> {
  await sql`
    update uploads set state = 'superseded', reason = ${reason}
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = ${number} and state = 'held'
      and not exists (
        select 1 from streams s
        where s.org_id = ${scope.orgId} and s.repo_id = ${scope.repoId} and s.held_upload = ${number})`;
}

/** Those of `names` that no upload needs, nor a file of a feed that waits: none refers to them, or only one that was rejected or whose bytes a policy removed. */
export async function findUnclaimedBlobs(sql: Connection, names: string[]): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select wanted.name from unnest(${names}::text[]) as wanted(name)
    where not exists (
      select 1 from uploads u
      where u.blob = wanted.name and u.state <> 'rejected' and u.bytes_removed_at is null)
      and not exists (select 1 from feed_loads l where l.blob = wanted.name)`;
  return rows.map((row) => row.name);
}
