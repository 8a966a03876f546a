import type { InferSelectModel } from 'drizzle-orm';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { PresentFinding } from '#lib/domain/stream/move.ts';
import type { StreamValues } from '#lib/domain/stream/next-stream.ts';
import type { Connection, Transaction } from '../client.ts';
import type { streams } from '../schema/ingest.ts';
import { behindCommit } from './branch-commits.ts';
import { takeNumbers } from './numbers.ts';
import type { RepositoryScope } from './scope.ts';

export type Stream = InferSelectModel<typeof streams>;

export interface StreamIdentity {
  pipelineId: number;
  scanner: string;
  label: string;
  ref: string;
}

/** Locks the repository's state row until the transaction ends: one import at a time. */
export async function lockRepository(tx: Transaction, scope: RepositoryScope): Promise<void> {
  await tx`
    select 1 from repository_state where org_id = ${scope.orgId} and repo_id = ${scope.repoId} for update`;
}

export async function findStream(
  sql: Connection,
  scope: RepositoryScope,
  identity: StreamIdentity,
): Promise<(Stream & { currentFormat: string | null }) | null> {
  const [row] = await sql<(Stream & { currentFormat: string | null })[]>`
    select s.*, (
      select u.format from uploads u
      where u.org_id = ${scope.orgId} and u.repo_id = ${scope.repoId} and u.number = s.current_upload) as current_format
    from streams s
    where s.org_id = ${scope.orgId} and s.repo_id = ${scope.repoId} and s.pipeline_id = ${identity.pipelineId}
      and s.scanner = ${identity.scanner} and s.label = ${identity.label} and s.ref = ${identity.ref}`;
  return row ?? null;
}

export async function ensureStream(
  tx: Transaction,
  scope: RepositoryScope,
  identity: StreamIdentity,
  facts: { tracked: boolean; categories: readonly Category[]; now: Date },
): Promise<Stream> {
  const known = await findStream(tx, scope, identity);
  if (known) return known;
  const id = await takeNumbers(tx, scope, 'stream', 1);
  const [row] = await tx<Stream[]>`
    insert into streams (org_id, repo_id, id, pipeline_id, scanner, label, ref, tracked, categories, reports, present, created_at)
    values (${scope.orgId}, ${scope.repoId}, ${id}, ${identity.pipelineId}, ${identity.scanner}, ${identity.label},
      ${identity.ref}, ${facts.tracked}, ${[...facts.categories]}, 0, 0, ${facts.now})
    returning *`;
  if (!row) throw new Error('stream was not made');
  return row;
}

/** Notes that the silence of these streams was told of; returns those of which it was not yet, and is true still. */
export async function noteSilenceTold(
  tx: Transaction,
  scope: RepositoryScope,
  streams: readonly number[],
  since: Date,
): Promise<number[]> {
  const rows = await tx<{ id: number }[]>`
    update streams set silence_told_at = last_report_at
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and id = any(${[...streams]}::int[])
      and last_report_at <= ${since} and silence_told_at is distinct from last_report_at
    returning id`;
  return rows.map(({ id }) => id);
}

export async function updateStream(
  tx: Transaction,
  scope: RepositoryScope,
  id: number,
  change: StreamValues,
): Promise<void> {
  await tx`
    update streams set categories = ${[...change.categories]}, high_water_at = ${change.highWaterAt},
      current_upload = ${change.currentUpload}, last_success_at = ${change.lastSuccessAt},
      last_success_commit = ${change.lastSuccessCommit},
      (unscanned_since, commit_seen_at) = (${behindCommit(tx, scope, tx`${change.lastSuccessCommit}::text`)}), last_report_at = ${change.lastReportAt},
      report_times = ${change.reportTimes}::bigint[], report_interval = ${change.reportInterval}, held_upload = ${change.heldUpload}, present = ${change.present},
      retired_at = ${change.retiredAt}, retired_by = case when ${change.retiredAt}::timestamptz is not null then retired_by end,
      reports = reports + 1
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and id = ${id}`;
}

/** The findings present in a stream, with the columns that `diffStream` compares. Keys are hex. */
export async function loadPresent(
  tx: Transaction,
  scope: RepositoryScope,
  streamId: number,
): Promise<PresentFinding[]> {
  const rows: PresentFinding[] = [];
  const cursor = tx<PresentFinding[]>`
    select finding_number as number, encode(key, 'hex') as key, encode(content, 'hex') as content_hash,
      encode(move, 'hex') as move, path, line
    from sightings
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and stream_id = ${streamId}
      and until_upload is null`.cursor(5000);
  for await (const batch of cursor) rows.push(...batch);
  return rows;
}

/** Streams of the repository that posture counts from. */
export async function findStreams(sql: Connection, scope: RepositoryScope): Promise<Stream[]> {
  return sql<Stream[]>`
    select * from streams where org_id = ${scope.orgId} and repo_id = ${scope.repoId} order by id`;
}

export async function findStreamById(sql: Connection, scope: RepositoryScope, id: number): Promise<Stream | null> {
  const [row] = await sql<Stream[]>`
    select * from streams where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and id = ${id}`;
  return row ?? null;
}

export async function trackStreams(
  tx: Transaction,
  scope: RepositoryScope,
  ids: number[],
  tracked: boolean,
): Promise<void> {
  await tx`
    update streams set tracked = ${tracked}
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and id = any(${ids}::int[])`;
}

/** Numbers of findings present in these streams, after number `after`, at most `limit`. */
export async function findPresentNumbers(
  tx: Transaction,
  scope: RepositoryScope,
  streamIds: number[],
  after: number,
  limit: number,
): Promise<number[]> {
  const rows = await tx<{ findingNumber: number }[]>`
    select distinct finding_number from sightings
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and stream_id = any(${streamIds}::int[])
      and until_upload is null and finding_number > ${after}
    order by finding_number limit ${limit}`;
  return rows.map((row) => row.findingNumber);
}

/** Marks a stream as over: it holds nothing and waits for nothing. Its sightings end with `endSightings`. */
export async function retireStream(
  tx: Transaction,
  scope: RepositoryScope,
  id: number,
  by: { at: Date; name: string },
): Promise<void> {
  await tx`
    update streams set retired_at = ${by.at}, retired_by = ${by.name}, present = 0, current_upload = null, held_upload = null
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and id = ${id}`;
}
