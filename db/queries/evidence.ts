import type { Traits } from '#lib/domain/stream/witness.ts';
import { asRecords, type BulkRow, bulkInsert } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { evidence } from '../schema/finding.ts';
import type { RepositoryScope } from './scope.ts';

export type NewEvidence = Omit<BulkRow<typeof evidence>, 'orgId' | 'repoId' | 'streamId' | 'upload'>;

/** The stream that says it, and its upload. */
export interface EvidenceSource {
  streamId: number;
  upload: number;
}

/** Inserts evidence of new findings. */
export async function insertEvidence(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { streamId, upload }: EvidenceSource,
  rows: readonly NewEvidence[],
): Promise<void> {
  await bulkInsert(tx, evidence, { orgId, repoId, streamId, upload }, rows);
}

/** Writes what a stream says of known findings; with `alone` only of those of which no other stream has said anything. */
export async function upsertEvidence(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { streamId, upload }: EvidenceSource,
  rows: readonly NewEvidence[],
  options: { alone: boolean },
): Promise<void> {
  const wanted = options.alone
    ? tx`
      where not exists (
        select 1 from evidence e
        where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = r.finding_number
          and e.stream_id <> ${streamId})`
    : tx``;
  await tx`
    insert into evidence (org_id, repo_id, finding_number, stream_id, scanner, severity, record, upload)
    select ${orgId}::int, ${repoId}::int, r.finding_number, ${streamId}::int, r.scanner, r.severity, r.record, ${upload}::int
    from jsonb_populate_recordset(null::evidence, ${asRecords(evidence, rows)}::text::jsonb) as r
    ${wanted}
    on conflict (org_id, repo_id, finding_number, stream_id) do update set scanner = excluded.scanner,
      severity = excluded.severity, record = excluded.record, upload = excluded.upload`;
}

/**
 * Gives streams whose ref counts from now on what others say of their findings, where they have said nothing themselves.
 * Their next report is then compared as changed in these findings, and writes its own.
 */
export async function adoptEvidence(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  streamIds: number[],
): Promise<void> {
  await tx`
    with adopted as (
      insert into evidence (org_id, repo_id, finding_number, stream_id, scanner, severity, record, upload)
      select s.org_id, s.repo_id, s.finding_number, s.stream_id, known.scanner, known.severity, known.record, known.upload
      from sightings s
      cross join lateral (
        select e.scanner, e.severity, e.record, e.upload from evidence e
        join streams st on st.org_id = ${orgId} and st.repo_id = ${repoId} and st.id = s.stream_id
        where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = s.finding_number
        order by e.scanner = any(string_to_array(st.scanner, '+')) desc, e.upload desc, e.stream_id limit 1) known
      where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.stream_id = any(${streamIds}::int[]) and s.until_upload is null
      on conflict (org_id, repo_id, finding_number, stream_id) do nothing
      returning finding_number, stream_id)
    update sightings s set content = ''::bytea from adopted
    where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.stream_id = adopted.stream_id
      and s.finding_number = adopted.finding_number`;
}

/** What a stream says of these findings, as far as gaps are compared with it; where it says nothing itself, what another says. */
export async function findTraits(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  streamId: number,
  numbers: number[],
): Promise<Traits[]> {
  return tx<Traits[]>`
    select f.number, array_remove(array[f.rule_id, e.record ->> 'ruleId'], null) as rules,
      array_remove(array[f.path, s.path, e.record ->> 'path', e.record -> 'subjectDetail' ->> 'manifest'] || places.paths, null) as paths,
      array_remove(array[f.package_name, e.record ->> 'packageName'], null) as packages,
      array_remove(array[f.advisory, e.record ->> 'advisory'] || names.aliases, null) as advisories,
      array_remove(array[e.record -> 'subjectDetail' ->> 'resourceId',
        (e.record -> 'subjectDetail' ->> 'principalId') || ' on ' || (e.record -> 'subjectDetail' ->> 'resourceId')], null) as subjects
    from findings f
    left join sightings s on s.org_id = ${orgId} and s.repo_id = ${repoId} and s.stream_id = ${streamId}
      and s.finding_number = f.number
    left join lateral (
      select e.record from evidence e
      where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = f.number
      order by e.stream_id = ${streamId} desc, e.stream_id limit 1) e on true
    cross join lateral (
      select array_agg(place ->> 'path') as paths from jsonb_array_elements(e.record -> 'locations') place) places
    cross join lateral (
      select array_agg(alias) as aliases from jsonb_array_elements_text(e.record -> 'aliases') alias) names
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = any(${numbers}::int[])`;
}
