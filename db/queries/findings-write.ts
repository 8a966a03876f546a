import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { SettledFinding } from '#lib/domain/stream/settle-finding.ts';
import { asRecords, type BulkRow, bulkInsert } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { findings } from '../schema/finding.ts';
import { findingRank } from './finding-rank.ts';
import type { RepositoryScope } from './scope.ts';

export async function hasFindings(tx: Transaction, scope: RepositoryScope): Promise<boolean> {
  const [row] = await tx`
    select 1 from findings where org_id = ${scope.orgId} and repo_id = ${scope.repoId} limit 1`;
  return row !== undefined;
}

export async function findByKeys(tx: Transaction, scope: RepositoryScope, keys: string[]): Promise<KnownFinding[]> {
  return tx<KnownFinding[]>`
    select f.number, encode(f.key, 'hex') as key, f.state, f.category, f.severity, f.severity_set, f.decided, f.scanner, f.rule_id, f.path, f.line, f.action_number
    from unnest(${keys}::text[]) as wanted(key)
    join findings f on f.org_id = ${scope.orgId} and f.repo_id = ${scope.repoId} and f.key = decode(wanted.key, 'hex')`;
}

export async function findByNumbers(
  tx: Transaction,
  scope: RepositoryScope,
  numbers: number[],
): Promise<KnownFinding[]> {
  return tx<KnownFinding[]>`
    select number, encode(key, 'hex') as key, state, category, severity, severity_set, decided, scanner, rule_id, path, line, action_number
    from findings
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number = any(${numbers}::int[])`;
}

export type NewFinding = Omit<
  BulkRow<typeof findings>,
  'orgId' | 'repoId' | 'severitySet' | 'decided' | 'firstSeenAt' | 'firstUpload' | 'openedAt' | 'fixedAt' | 'reopened'
>;

/** Inserts findings that are new in the repository, first seen by this upload. */
export async function insertFindings(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  first: { upload: number; at: Date },
  rows: readonly NewFinding[],
): Promise<void> {
  const { upload, at } = first;
  const seen = { firstSeenAt: at, firstUpload: upload, openedAt: at, fixedAt: null, reopened: 0 };
  await bulkInsert(tx, findings, { orgId, repoId, severitySet: null, decided: null, ...seen }, rows);
}

export type FindingContent = Pick<
  BulkRow<typeof findings>,
  | 'number'
  | 'key'
  | 'move'
  | 'title'
  | 'path'
  | 'line'
  | 'ruleId'
  | 'packageName'
  | 'packageVersion'
  | 'packageKey'
  | 'advisory'
  | 'image'
  | 'fixedVersions'
  | 'keywords'
  | 'cwes'
  | 'confidence'
  | 'actionNumber'
>;

/** Brings the columns of findings in line with their newest record. */
export async function updateFindingContent(
  tx: Transaction,
  scope: RepositoryScope,
  rows: readonly FindingContent[],
): Promise<void> {
  await tx`
    update findings f set key = r.key, move = r.move, title = r.title, path = r.path, line = r.line, rule_id = r.rule_id,
      package_name = r.package_name, package_version = r.package_version, package_key = r.package_key,
      advisory = r.advisory, image = r.image, fixed_versions = r.fixed_versions, keywords = r.keywords, cwes = r.cwes,
      confidence = r.confidence, action_number = r.action_number,
      rank = ${findingRank(tx, { category: 'f.category', severity: 'coalesce(f.severity_set, f.severity)', confidence: 'r.confidence', exploit: 'f.exploit' }, 'repo')}
    from jsonb_populate_recordset(null::findings, ${asRecords(findings, rows)}::text::jsonb) as r, repositories repo
    where f.org_id = ${scope.orgId} and f.repo_id = ${scope.repoId} and f.number = r.number
      and repo.org_id = ${scope.orgId} and repo.id = ${scope.repoId}`;
}

export type FindingStateChange = Omit<SettledFinding, 'events'>;

/** Updates states and severities. `openedAt` null keeps the stored value; `reopened` is added to the stored count. */
export async function updateFindingStates(
  tx: Transaction,
  scope: RepositoryScope,
  rows: readonly FindingStateChange[],
): Promise<void> {
  await tx`
    update findings f set state = r.state, severity = r.severity,
      rank = ${findingRank(tx, { category: 'f.category', severity: 'coalesce(f.severity_set, r.severity)', confidence: 'f.confidence', exploit: 'f.exploit' }, 'repo')},
      opened_at = coalesce(r.opened_at, f.opened_at),
      fixed_at = case when r.state = 'fixed' then coalesce(f.fixed_at, r.fixed_at) end, reopened = f.reopened + r.reopened
    from jsonb_populate_recordset(null::findings, ${asRecords(findings, rows)}::text::jsonb) as r, repositories repo
    where f.org_id = ${scope.orgId} and f.repo_id = ${scope.repoId} and f.number = r.number
      and repo.org_id = ${scope.orgId} and repo.id = ${scope.repoId}`;
}
