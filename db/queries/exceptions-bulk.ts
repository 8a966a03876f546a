import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { FindingState } from '#lib/domain/finding/finding.ts';
import type { RepositoryNumber } from '#lib/ids.ts';
import type { Connection, Transaction } from '../client.ts';
import type { FindingFilter } from './findings-filter.ts';
import { matches } from './findings-matches.ts';
import { placesAs } from './places.ts';
import { inScope, type OrganizationScope } from './scope.ts';

/** Any number that no other lock of two numbers has. */
const LOCK = 8_370_160;

/** One change of many repositories at a time in an organization: two that lock them in turn would wait for each other. */
export async function lockBulk(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  await tx`select pg_advisory_xact_lock(${LOCK}::int, ${orgId}::int)`;
}

/** A finding as bulk decisions see it. */
export interface BulkFinding {
  repoId: number;
  number: number;
  severity: number;
  exploit: number;
  state: FindingState;
  /** Whether it has an exception that waits or is in force. */
  live: boolean;
}

export const BULK_COLUMNS = `f.repo_id, f.number, coalesce(f.severity_set, f.severity)::int as severity, f.exploit, f.state,
  exists (select 1 from exceptions e where e.org_id = f.org_id and e.repo_id = f.repo_id and e.finding_number = f.number
    and e.state in ('requested', 'in_force')) as live`;

/** Findings that match a filter, up to `limit`, in the order in which repositories are locked. */
export async function findBulkMatches(
  sql: Connection,
  scope: ReadScope,
  filter: FindingFilter,
  limit: number,
): Promise<BulkFinding[]> {
  return sql<BulkFinding[]>`
    with m as materialized (${matches(sql, scope, filter, { narrow: true, limit })})
    select ${sql.unsafe(BULK_COLUMNS)} from m
    join findings f on f.org_id = ${scope.orgId} and f.repo_id = m.repo_id and f.number = m.number
    order by f.repo_id, f.number`;
}

/** Findings by their ids, of those in scope. */
export async function findBulkFindings(
  sql: Connection,
  scope: ReadScope,
  ids: readonly RepositoryNumber[],
): Promise<BulkFinding[]> {
  return sql<BulkFinding[]>`
    select ${sql.unsafe(BULK_COLUMNS)}
    from ${placesAs(sql, 'w', ids)}
    join findings f on f.org_id = ${scope.orgId} and f.repo_id = w.repo_id and f.number = w.number
    join repositories r on r.org_id = ${scope.orgId} and r.id = f.repo_id and r.deleting_at is null
    where ${inScope(sql, scope, 'f.repo_id')}
    order by f.repo_id, f.number`;
}

/** Live exceptions of a batch, in the order in which repositories are locked. */
export async function findBatch(
  sql: Connection,
  scope: ReadScope,
  batch: string,
): Promise<{ repoId: number; number: number }[]> {
  return sql<{ repoId: number; number: number }[]>`
    select e.repo_id, e.number from exceptions e
    where e.org_id = ${scope.orgId} and e.batch = ${batch} and ${inScope(sql, scope, 'e.repo_id')}
      and e.state in ('requested', 'in_force')
    order by e.repo_id, e.number`;
}
