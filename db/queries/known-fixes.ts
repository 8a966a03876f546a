import type { ActionKind } from '#lib/domain/action/key.ts';
import type { FindingState } from '#lib/domain/finding/finding.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { asRecords } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { findings } from '../schema/finding.ts';
import { affectedUnderAnyName } from './osv-records.ts';
import type { RepositoryScope } from './scope.ts';

/** A finding of which its report names no fix. */
export interface FixCandidate {
  number: number;
  state: FindingState;
  actionNumber: number;
  /** Of its action. */
  kind: ActionKind;
  advisory: string;
  packageKey: string;
  packageVersion: string | null;
  /** What is stored. */
  fixedVersions: string[] | null;
}

/**
 * Findings of a repository that wait for a fix and of which a record of OSV may know one, and those that have one by it. One
 * look where none was ever loaded.
 * @param since only advisories of which a name was learned after this learning; null: all
 */
export async function findFixCandidates(
  tx: Transaction,
  scope: RepositoryScope,
  since: number | null,
): Promise<FixCandidate[]> {
  const { orgId, repoId } = scope;
  const learned = tx`
    and f.advisory in (select n.canonical from advisory_names n where n.org_id = ${orgId} and n.epoch > ${since ?? 0}::int)`;
  return tx<FixCandidate[]>`
    select f.number, f.state, f.action_number, a.kind, f.advisory, f.package_key, f.package_version, f.fixed_versions from findings f
    join actions a on a.org_id = ${orgId} and a.repo_id = ${repoId} and a.number = f.action_number
    where exists (select 1 from osv_records any_row where any_row.org_id = ${orgId})
      and f.org_id = ${orgId} and f.repo_id = ${repoId} and f.advisory is not null and f.package_key is not null
      ${since === null ? tx`` : learned}
      and (f.fixed_versions is not null or (a.kind = 'watch' and exists (
        select 1 from (select 1) one ${affectedUnderAnyName(tx, scope, { advisory: 'f.advisory', package: 'f.package_key' })})))
    order by f.number`;
}

/** What each finding's action is derived from: the same record of it that the ledger takes. */
export async function findOwnRecords(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
): Promise<{ number: number; key: string; record: FindingRecord }[]> {
  return tx<{ number: number; key: string; record: FindingRecord }[]>`
    select f.number, encode(f.key, 'hex') as key, own.record from findings f
    cross join lateral (
      select e.record from evidence e
      where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = f.number
      order by e.scanner, e.stream_id limit 1) own
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = any(${[...numbers]}::int[]) order by f.number`;
}

export async function updateFixes(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  rows: readonly { number: number; fixedVersions: string[] | null; actionNumber: number }[],
): Promise<void> {
  await tx`
    update findings f set fixed_versions = r.fixed_versions, action_number = r.action_number
    from jsonb_populate_recordset(null::findings, ${asRecords(findings, rows)}::text::jsonb) as r
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = r.number`;
}
