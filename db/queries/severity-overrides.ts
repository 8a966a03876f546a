import type { BulkRow } from '../bulk.ts';
import { bulkInsert } from '../bulk.ts';
import type { Connection, Transaction } from '../client.ts';
import { severityOverrides } from '../schema/finding-people.ts';
import type { JoinPair } from './finding-joins.ts';
import { findingRank } from './finding-rank.ts';
import type { Fragment } from './fragment.ts';
import { placesAs, repositoriesOf } from './places.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

export type SeverityOverride = Omit<typeof severityOverrides.$inferSelect, 'orgId'>;

/** What reports state of a finding whose severity a person set lower, from its columns: unknown weighs as medium. Else null. */
export const loweredFrom = (sql: Connection): Fragment =>
  sql`(case when (case severity when -1 then 2 else severity end) > severity_set then severity end)`;

/** Those of these findings of which a person set the severity. */
export async function findSeverityOverrides(
  sql: Connection,
  { orgId }: OrganizationScope,
  places: readonly { repoId: number; number: number }[],
): Promise<SeverityOverride[]> {
  return sql<SeverityOverride[]>`
    select o.repo_id, o.finding_number, o.severity, o.reason, o.set_at, o.set_by, o.setter_kind, o.setter_name
    from ${placesAs(sql, 'p', places)}
    join severity_overrides o on o.org_id = ${orgId} and o.repo_id = p.repo_id and o.finding_number = p.number
    where o.repo_id = any(${repositoriesOf(places)}::int[])`;
}

type NewOverride = Omit<BulkRow<typeof severityOverrides>, 'orgId' | 'repoId'>;

/** Sets severities; counts, score and history are the ledger's. */
export async function insertOverrides(
  tx: Transaction,
  scope: RepositoryScope,
  rows: readonly NewOverride[],
): Promise<void> {
  const { orgId, repoId } = scope;
  await deleteOverrides(
    tx,
    scope,
    rows.map(({ findingNumber }) => findingNumber),
  );
  await bulkInsert(tx, severityOverrides, { orgId, repoId }, rows);
}

export async function deleteOverrides(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  findings: readonly number[],
): Promise<void> {
  await tx`
    delete from severity_overrides where org_id = ${orgId} and repo_id = ${repoId} and finding_number = any(${[...findings]}::int[])`;
}

/** Writes the severity that people set (null: none any more) into the findings, with the rank that follows. */
export async function updateSeveritySet(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  findings: readonly number[],
  severity: number | null,
): Promise<void> {
  const columns = {
    category: 'f.category',
    severity: 'coalesce(given.severity, f.severity)',
    confidence: 'f.confidence',
    exploit: 'f.exploit',
  };
  await tx`
    update findings f set severity_set = given.severity, rank = ${findingRank(tx, columns, 'repo')}
    from (select ${severity}::smallint as severity) given, repositories repo
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = any(${[...findings]}::int[])
      and repo.org_id = ${orgId} and repo.id = ${repoId}`;
}

/** What a person set goes with a finding that becomes one with an older one, unless somebody set that one's. */
export async function moveOverrides(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  pairs: readonly JoinPair[],
): Promise<void> {
  await tx`
    insert into severity_overrides (org_id, repo_id, finding_number, severity, reason, set_at, set_by, setter_kind, setter_name)
    select o.org_id, o.repo_id, p.target, o.severity, o.reason, o.set_at, o.set_by, o.setter_kind, o.setter_name
    from unnest(${pairs.map(({ from }) => from)}::int[], ${pairs.map(({ to }) => to)}::int[]) as p(source, target)
    join severity_overrides o on o.org_id = ${orgId} and o.repo_id = ${repoId} and o.finding_number = p.source
    on conflict (org_id, repo_id, finding_number) do nothing`;
}
