import { isVisible, type ReadScope } from '#lib/domain/access/read-scope.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import type { CodeHost } from '#lib/domain/repository/code-host.ts';
import type { RepositoryNumber } from '#lib/ids.ts';
import type { Connection } from '../client.ts';
import type { FindingListRow } from './findings-read.ts';
import type { RepositoryScope } from './scope.ts';

const COLUMNS = `f.org_id, f.repo_id, f.number, f.title, f.category, f.state, coalesce(f.severity_set, f.severity)::int as severity, f.severity::int as reported, f.severity_set is not null as is_set,
  f.confidence, f.rank, f.exploit, f.scanner, f.rule_id, f.path, f.line, f.package_name, f.package_version, f.advisory, f.image,
  f.first_seen_at, f.opened_at, f.fixed_at, f.reopened, '' as opened_key, r.full_name, r.criticality, r.exposure, r.demo, f.action_number, f.package_key, f.fixed_versions, r.code_host, r.code_url`;

export interface FindingDetail extends FindingListRow {
  orgId: number;
  actionNumber: number;
  packageKey: string | null;
  /** By what a feed says, where no report names one. */
  fixedVersions: string[] | null;
  /** Where people read the code, as a person said it. */
  codeHost: CodeHost | null;
  codeUrl: string | null;
}

export async function findFinding(
  sql: Connection,
  scope: ReadScope,
  { repoId, number }: RepositoryNumber,
): Promise<FindingDetail | null> {
  if (!isVisible(scope, { orgId: scope.orgId, repoId })) return null;
  const [row] = await sql<FindingDetail[]>`
    select ${sql.unsafe(COLUMNS)} from findings f
    join repositories r on r.org_id = f.org_id and r.id = f.repo_id
    where f.org_id = ${scope.orgId} and f.repo_id = ${repoId} and f.number = ${number}
      and r.deleting_at is null`;
  return row ?? null;
}

/** Other open findings that the same action closes, the oldest numbers first. */
export async function findSiblings(
  sql: Connection,
  scope: RepositoryScope,
  of: { number: number; actionNumber: number },
  limit: number,
): Promise<FindingListRow[]> {
  return sql<FindingListRow[]>`
    select ${sql.unsafe(COLUMNS)} from findings f
    join repositories r on r.org_id = f.org_id and r.id = f.repo_id
    where f.org_id = ${scope.orgId} and f.repo_id = ${scope.repoId} and f.action_number = ${of.actionNumber}
      and f.state = 'open' and f.number <> ${of.number}
    order by f.number limit ${limit}`;
}

export interface EvidenceRow {
  scanner: string;
  severity: number;
  record: FindingRecord;
  upload: number;
  present: boolean;
  pipeline: string;
  label: string;
  ref: string;
  tracked: boolean;
  commit: string | null;
  runUrl: string | null;
}

/** What each stream says; `present` while it holds the finding. Present ones on refs that count first, the worst of them first. */
export async function findEvidence(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  number: number,
  limit: number,
): Promise<EvidenceRow[]> {
  return sql<EvidenceRow[]>`
    select e.scanner, e.severity::int, e.record, e.upload, coalesce(s.until_upload is null and s.since_upload is not null, false) as present,
      coalesce(p.key, '') as pipeline, coalesce(st.label, '') as label, coalesce(st.ref, '') as ref, coalesce(st.tracked, false) as tracked,
      u.commit, r.url as run_url
    from evidence e
    left join streams st on st.org_id = ${orgId} and st.repo_id = ${repoId} and st.id = e.stream_id
    left join pipelines p on p.org_id = ${orgId} and p.repo_id = ${repoId} and p.id = st.pipeline_id
    left join sightings s on s.org_id = ${orgId} and s.repo_id = ${repoId} and s.stream_id = e.stream_id
      and s.finding_number = ${number}
    left join uploads u on u.org_id = ${orgId} and u.repo_id = ${repoId} and u.number = e.upload
    left join runs r on r.org_id = ${orgId} and r.repo_id = ${repoId} and r.id = u.run_id
    where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = ${number}
    order by present desc, tracked desc, e.severity desc, e.scanner, e.stream_id limit ${limit}`;
}

export interface SightingRow {
  pipeline: string;
  scanner: string;
  label: string;
  ref: string;
  tracked: boolean;
  present: boolean;
  lastReportAt: Date | null;
}

export async function findSightings(
  sql: Connection,
  scope: RepositoryScope,
  number: number,
  limit: number,
): Promise<SightingRow[]> {
  return sql<SightingRow[]>`
    select p.key as pipeline, st.scanner, st.label, st.ref, st.tracked, s.until_upload is null as present, st.last_report_at
    from sightings s
    join streams st on st.org_id = s.org_id and st.repo_id = s.repo_id and st.id = s.stream_id
    join pipelines p on p.org_id = st.org_id and p.repo_id = st.repo_id and p.id = st.pipeline_id
    where s.org_id = ${scope.orgId} and s.repo_id = ${scope.repoId} and s.finding_number = ${number}
      and st.org_id = ${scope.orgId} and st.repo_id = ${scope.repoId}
      and p.org_id = ${scope.orgId} and p.repo_id = ${scope.repoId}
    order by present desc, st.tracked desc, st.id limit ${limit}`;
}
