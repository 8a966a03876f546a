import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { SightedFacts } from '#lib/domain/stream/settle-finding.ts';
import type { Transaction } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

export async function hasFindings(tx: Transaction, scope: RepositoryScope): Promise<boolean> {
  const [row] = await tx`
    select 1 from findings where org_id = ${scope.orgId} and repo_id = ${scope.repoId} limit 1`;
  return row !== undefined;
}

export async function findByKeys(tx: Transaction, scope: RepositoryScope, keys: string[]): Promise<KnownFinding[]> {
  return tx<KnownFinding[]>`
    select f.number, encode(f.key, 'hex') as key, f.state, f.category, f.severity, f.severity_set, f.scanner, f.rule_id, f.path, f.line, f.action_number
    from unnest(${keys}::text[]) as wanted(key)
    join findings f on f.org_id = ${scope.orgId} and f.repo_id = ${scope.repoId} and f.key = decode(wanted.key, 'hex')`;
}

export async function findByNumbers(
  tx: Transaction,
  scope: RepositoryScope,
  numbers: number[],
): Promise<KnownFinding[]> {
  return tx<KnownFinding[]>`
    select number, encode(key, 'hex') as key, state, category, severity, severity_set, scanner, rule_id, path, line, action_number
    from findings
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = any(${numbers}::int[])`;
}

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

/** What is true of these findings' sightings now, over all streams. */
export async function findSightedFacts(
  tx: Transaction,
  scope: RepositoryScope,
  numbers: number[],
): Promise<SightedFacts[]> {
  return tx<SightedFacts[]>`
    select s.finding_number as number,
      coalesce(bool_or(st.tracked), false) as tracked,
      coalesce(bool_and(s.suppressed = 1) filter (where st.tracked), false) as suppressed,
      max(e.severity)::int as severity
    from sightings s
    join streams st on st.org_id = s.org_id and st.repo_id = s.repo_id and st.id = s.stream_id
    left join evidence e on e.org_id = s.org_id and e.repo_id = s.repo_id and e.finding_number = s.finding_number
      and e.scanner = any(string_to_array(st.scanner, '+'))
    where s.org_id = ${scope.orgId} and s.repo_id = ${scope.repoId} and s.finding_number = any(${numbers}::int[])
      and s.until_upload is null and st.org_id = ${scope.orgId} and st.repo_id = ${scope.repoId}
    group by s.finding_number`;
}

/** Writes evidence; on a ref that is not tracked only where the scanner has said nothing yet. `records` is JSON text. */
export async function upsertEvidence(
  tx: Transaction,
  scope: RepositoryScope,
  records: string,
  options: { overwrite: boolean },
): Promise<void> {
  const conflict = options.overwrite
    ? tx`do update set severity = excluded.severity, record = excluded.record, upload = excluded.upload`
    : tx`do nothing`;
  await tx`
    insert into evidence (org_id, repo_id, finding_number, scanner, severity, record, upload)
    select ${scope.orgId}::int, ${scope.repoId}::int, r.finding_number, r.scanner, r.severity, r.record, r.upload
    from jsonb_to_recordset(${records}::text::jsonb)
      as r(finding_number int, scanner text, severity smallint, record jsonb, upload int)
    on conflict (org_id, repo_id, finding_number, scanner) ${conflict}`;
}

/** Begins or renews sightings of one stream. `records` is JSON text: finding_number, key, move, path, line, content, suppressed. */
export async function upsertSightings(
  tx: Transaction,
  scope: RepositoryScope,
  streamId: number,
  upload: number,
  records: string,
): Promise<void> {
  await tx`
    insert into sightings (org_id, repo_id, stream_id, finding_number, key, move, path, line, content, suppressed, since_upload, until_upload)
    select ${scope.orgId}::int, ${scope.repoId}::int, ${streamId}::int, r.finding_number, r.key, r.move, r.path, r.line, r.content,
      r.suppressed, ${upload}::int, null
    from jsonb_to_recordset(${records}::text::jsonb)
      as r(finding_number int, key bytea, move bytea, path text, line int, content bytea, suppressed smallint)
    on conflict (org_id, repo_id, stream_id, finding_number) do update set key = excluded.key, move = excluded.move,
      path = excluded.path, line = excluded.line, content = excluded.content, suppressed = excluded.suppressed, until_upload = null,
      since_upload = case when sightings.until_upload is null then sightings.since_upload else excluded.since_upload end`;
}

/** Brings the columns of findings in line with their newest record. `records` is JSON text. */
export async function updateFindingContent(tx: Transaction, scope: RepositoryScope, records: string): Promise<void> {
  await tx`
    update findings f set key = r.key, move = r.move, title = r.title, path = r.path, line = r.line, rule_id = r.rule_id,
      package_name = r.package_name, package_version = r.package_version, advisory = r.advisory, cwes = r.cwes,
      confidence = r.confidence, action_number = r.action_number,
      rank = coalesce(f.severity_set, f.severity) * 100 + r.confidence * 10
    from jsonb_to_recordset(${records}::text::jsonb)
      as r(number int, key bytea, move bytea, title text, path text, line int, rule_id text, package_name text,
        package_version text, advisory text, cwes smallint[], confidence smallint, action_number int)
    where f.org_id = ${scope.orgId} and f.repo_id = ${scope.repoId} and f.number = r.number`;
}

/** `records`: number, state, severity, opened_at (null: as it is), fixed_at, reopened (added). */
export async function updateFindingStates(tx: Transaction, scope: RepositoryScope, records: string): Promise<void> {
  await tx`
    update findings f set state = r.state, severity = r.severity,
      rank = coalesce(f.severity_set, r.severity) * 100 + f.confidence * 10,
      opened_at = coalesce(r.opened_at, f.opened_at),
      fixed_at = case when r.state = 'fixed' then coalesce(f.fixed_at, r.fixed_at) end, reopened = f.reopened + r.reopened
    from jsonb_to_recordset(${records}::text::jsonb)
      as r(number int, state text, severity smallint, opened_at timestamptz, fixed_at timestamptz, reopened int)
    where f.org_id = ${scope.orgId} and f.repo_id = ${scope.repoId} and f.number = r.number`;
}
