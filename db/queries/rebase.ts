import type { Category } from '#lib/domain/finding/finding.ts';
import { STALE_CONTENT } from '#lib/domain/stream/match-stale.ts';
import type { Described } from '#lib/domain/stream/pair-readings.ts';
import type { Connection, Transaction } from '../client.ts';
import { takeNumbers } from './numbers.ts';
import type { RepositoryScope } from './scope.ts';
import type { Stream } from './streams.ts';
import type { Upload } from './uploads.ts';

/** Uploads that were read by another version and could not be read again have this one. */
const UNREADABLE = 0;

/**
 * Current uploads that another version of the reader has read: of all streams that count, and of those that a report of
 * this pipeline and ref may feed.
 */
export async function findStaleUploads(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  place: { pipelineId: number; ref: string },
  readerVersion: number,
): Promise<Upload[]> {
  return sql<Upload[]>`
    select u.* from uploads u
    where u.org_id = ${orgId} and u.repo_id = ${repoId} and u.state = 'processed'
      and coalesce(u.reader_version, -1) not in (${readerVersion}::int, ${UNREADABLE}::int)
      and u.number in (
        select st.current_upload from streams st
        where st.org_id = ${orgId} and st.repo_id = ${repoId} and st.current_upload is not null
          and (st.tracked or (st.pipeline_id = ${place.pipelineId} and st.ref = ${place.ref})))
    order by u.number`;
}

/** Streams of a pipeline and ref, locked with their repository. */
export async function findStreamsAt(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { pipelineId, ref }: { pipelineId: number; ref: string },
): Promise<Stream[]> {
  return tx<Stream[]>`
    select * from streams
    where org_id = ${orgId} and repo_id = ${repoId} and pipeline_id = ${pipelineId} and ref = ${ref} order by id`;
}

/** Streams of a pipeline and ref whose current upload no reader can read any more. */
export async function findUnreadableStreams(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { pipelineId, ref }: { pipelineId: number; ref: string },
): Promise<Stream[]> {
  return tx<Stream[]>`
    select st.* from streams st
    join uploads u on u.org_id = ${orgId} and u.repo_id = ${repoId} and u.number = st.current_upload
    where st.org_id = ${orgId} and st.repo_id = ${repoId} and st.pipeline_id = ${pipelineId} and st.ref = ${ref}
      and u.reader_version = ${UNREADABLE}
    order by st.id`;
}

export interface DescribedSighting extends Described {
  number: number;
  streamId: number;
  move: string | null;
  contentHash: string;
  /** The finding's own scanner. */
  leading: string;
  secret: boolean;
}

/** Findings present in these streams as their records describe them, in the order of their numbers. `message` is its SHA-256. */
export async function findDescribed(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  streamIds: number[],
): Promise<DescribedSighting[]> {
  const rows: DescribedSighting[] = [];
  const cursor = tx<DescribedSighting[]>`
    select s.finding_number as number, s.stream_id, encode(s.key, 'hex') as key, encode(s.content, 'hex') as content_hash,
      encode(s.move, 'hex') as move, s.path, s.line, f.scanner as leading, f.category = 'secret' as secret,
      coalesce(e.record ->> 'scanner', f.scanner) as scanner, coalesce(e.record ->> 'ruleId', f.rule_id) as rule_id,
      coalesce(e.record ->> 'title', f.title) as title, encode(sha256(convert_to(coalesce(e.record ->> 'message', ''), 'UTF8')), 'hex') as message,
      f.package_name, e.record ->> 'resource' as resource,
      coalesce((select array_agg(alias) from jsonb_array_elements_text(e.record -> 'aliases') alias), '{}') || array_remove(array[f.advisory], null) as advisories
    from sightings s
    join findings f on f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = s.finding_number
    left join lateral (
      select e.record from evidence e
      where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = s.finding_number
      order by e.stream_id = s.stream_id desc, e.stream_id limit 1) e on true
    where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.stream_id = any(${streamIds}::int[]) and s.until_upload is null
    order by s.finding_number`.cursor(2000);
  for await (const batch of cursor) rows.push(...batch);
  return rows;
}

export async function renameStream(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  id: number,
  name: { scanner: string; label: string; categories: Category[] },
): Promise<void> {
  await tx`
    update streams set scanner = ${name.scanner}, label = ${name.label}, categories = ${name.categories}
    where org_id = ${orgId} and repo_id = ${repoId} and id = ${id}`;
}

/** A stream of another name that remembers the same reports. No report waits in it. */
export async function copyStream(
  tx: Transaction,
  scope: RepositoryScope,
  from: Stream,
  name: { scanner: string; label: string; categories: Category[] },
): Promise<Stream> {
  const { orgId, repoId } = scope;
  const id = await takeNumbers(tx, scope, 'stream', 1);
  const [row] = await tx<Stream[]>`
    insert into streams (org_id, repo_id, id, pipeline_id, scanner, label, ref, tracked, categories, high_water_at, current_upload,
      last_success_at, last_success_commit, unscanned_since, commit_seen_at, last_report_at, report_times, report_interval, reports, held_upload, present, created_at)
    values (${orgId}, ${repoId}, ${id}, ${from.pipelineId}, ${name.scanner}, ${name.label}, ${from.ref}, ${from.tracked},
      ${name.categories}, ${from.highWaterAt}, ${from.currentUpload}, ${from.lastSuccessAt}, ${from.lastSuccessCommit}, ${from.unscannedSince}, ${from.commitSeenAt},
      ${from.lastReportAt}, ${from.reportTimes}::bigint[], ${from.reportInterval}, ${from.reports}, null, 0, ${from.createdAt})
    returning *`;
  if (!row) throw new Error('stream was not made');
  return row;
}

/** Moves what a stream sees and says of these findings to another stream. */
export async function moveToStream(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { from, to, numbers }: { from: number; to: number; numbers: number[] },
): Promise<void> {
  await tx`
    delete from sightings
    where org_id = ${orgId} and repo_id = ${repoId} and stream_id = ${to} and finding_number = any(${numbers}::int[])`;
  await tx`
    update sightings set stream_id = ${to}
    where org_id = ${orgId} and repo_id = ${repoId} and stream_id = ${from} and finding_number = any(${numbers}::int[])`;
  await tx`
    delete from evidence e
    where org_id = ${orgId} and repo_id = ${repoId} and stream_id = ${to} and finding_number = any(${numbers}::int[])
      and exists (
        select 1 from evidence own where own.org_id = ${orgId} and own.repo_id = ${repoId} and own.stream_id = ${from}
          and own.finding_number = e.finding_number)`;
  await tx`
    update evidence set stream_id = ${to}
    where org_id = ${orgId} and repo_id = ${repoId} and stream_id = ${from} and finding_number = any(${numbers}::int[])`;
}

/** Notes sightings whose findings the stream's current report does not hold: which keys they have now is not known. */
export async function markStale(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  sightings: readonly { streamId: number; number: number }[],
): Promise<void> {
  if (sightings.length === 0) return;
  await tx`
    update sightings s set content = decode(${STALE_CONTENT}, 'hex')
    from unnest(${sightings.map((each) => each.streamId)}::int[], ${sightings.map((each) => each.number)}::int[]) as r(stream_id, number)
    where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.stream_id = r.stream_id and s.finding_number = r.number`;
}

/** Category and scanner of findings whose leading record says others than before. */
export async function updateFindingKinds(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  rows: readonly { number: number; category: Category; scanner: string }[],
): Promise<void> {
  await tx`
    update findings f set category = r.category, scanner = r.scanner
    from unnest(${rows.map((row) => row.number)}::int[], ${rows.map((row) => row.category)}::text[],
      ${rows.map((row) => row.scanner)}::text[]) as r(number, category, scanner)
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = r.number`;
}

/** Notes which version has read an upload; null: none can read it any more. */
export async function noteReader(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  upload: number,
  readerVersion: number | null,
): Promise<void> {
  await tx`
    update uploads set reader_version = ${readerVersion ?? UNREADABLE}
    where org_id = ${orgId} and repo_id = ${repoId} and number = ${upload}`;
}
