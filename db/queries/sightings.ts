import { UNKNOWN } from '#lib/domain/finding/severity-number.ts';
import type { SightedFacts } from '#lib/domain/stream/settle-finding.ts';
import { asRecords, type BulkRow, bulkInsert } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { sightings } from '../schema/finding.ts';
import { osvSeverity } from './osv-severities.ts';
import type { RepositoryScope } from './scope.ts';

export type NewSighting = Omit<
  BulkRow<typeof sightings>,
  'orgId' | 'repoId' | 'streamId' | 'sinceUpload' | 'untilUpload'
>;

/** Inserts sightings of findings that the stream never had. */
export async function insertSightings(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { streamId, upload }: { streamId: number; upload: number },
  rows: readonly NewSighting[],
): Promise<void> {
  await bulkInsert(tx, sightings, { orgId, repoId, streamId, sinceUpload: upload, untilUpload: null }, rows);
}

/** Inserts or updates sightings of one stream. */
export async function upsertSightings(
  tx: Transaction,
  scope: RepositoryScope,
  { streamId, upload }: { streamId: number; upload: number },
  rows: readonly NewSighting[],
): Promise<void> {
  await tx`
    insert into sightings (org_id, repo_id, stream_id, finding_number, key, move, path, line, content, suppressed, since_upload, until_upload)
    select ${scope.orgId}::int, ${scope.repoId}::int, ${streamId}::int, r.finding_number, r.key, r.move, r.path, r.line, r.content,
      r.suppressed, ${upload}::int, null
    from jsonb_populate_recordset(null::sightings, ${asRecords(sightings, rows)}::text::jsonb) as r
    on conflict (org_id, repo_id, stream_id, finding_number) do update set key = excluded.key, move = excluded.move,
      path = excluded.path, line = excluded.line, content = excluded.content, suppressed = excluded.suppressed, until_upload = null,
      since_upload = case when sightings.until_upload is null then sightings.since_upload else excluded.since_upload end`;
}

/** `upload`: the first that no longer saw them, or the last that did where the stream was retired. */
export async function endSightings(
  tx: Transaction,
  scope: RepositoryScope,
  streamId: number,
  upload: number,
  numbers: number[],
): Promise<void> {
  await tx`
    update sightings set until_upload = ${upload}
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and stream_id = ${streamId}
      and finding_number = any(${numbers}::int[])`;
}

/**
 * Facts about these findings' present sightings, over all streams. Untracked refs decide the severity only where no tracked
 * one has it, and records of OSV only where no report states one.
 */
export async function findSightedFacts(
  tx: Transaction,
  scope: RepositoryScope,
  numbers: number[],
): Promise<SightedFacts[]> {
  return tx<SightedFacts[]>`
    select said.number, said.tracked, said.suppressed, case when said.severity = ${UNKNOWN}
      then coalesce((
        select ${osvSeverity(tx, scope, 'f.advisory')} from findings f
        where f.org_id = ${scope.orgId} and f.repo_id = ${scope.repoId} and f.number = said.number), said.severity)
      else said.severity end as severity
    from (
    select s.finding_number as number,
      coalesce(bool_or(st.tracked), false) as tracked,
      coalesce(bool_and(s.suppressed = 1) filter (where st.tracked), false) as suppressed,
      (case when bool_or(st.tracked) then max(e.severity) filter (where st.tracked) else max(e.severity) end)::int as severity
    from sightings s
    join streams st on st.org_id = s.org_id and st.repo_id = s.repo_id and st.id = s.stream_id
    left join evidence e on e.org_id = s.org_id and e.repo_id = s.repo_id and e.finding_number = s.finding_number
      and e.stream_id = s.stream_id
    where s.org_id = ${scope.orgId} and s.repo_id = ${scope.repoId} and s.finding_number = any(${numbers}::int[])
      and s.until_upload is null and st.org_id = ${scope.orgId} and st.repo_id = ${scope.repoId}
    group by s.finding_number) said`;
}
