import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Replaced } from '#lib/domain/finding/replaced.ts';
import { bulkInsert } from '../bulk.ts';
import type { Connection, Transaction } from '../client.ts';
import { bulkChanges } from '../schema/finding-people.ts';
import { inScope, type OrganizationScope, type RepositoryScope } from './scope.ts';

export interface BulkChange {
  repoId: number;
  number: number;
  at: Date;
  userId: number | null;
  replaced: Replaced;
}

/** Keeps what a change of many findings replaced. */
export async function insertBulkChanges(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  by: { batch: string; at: Date; userId: number | null },
  rows: readonly { findingNumber: number; replaced: Replaced }[],
): Promise<void> {
  await bulkInsert(tx, bulkChanges, { orgId, repoId, ...by }, rows);
}

/** What can be undone of a change, in the order in which repositories are locked. */
export async function findBulkChanges(sql: Connection, scope: ReadScope, batch: string): Promise<BulkChange[]> {
  return sql<BulkChange[]>`
    select c.repo_id, c.finding_number as number, c.at, c.user_id, c.replaced from bulk_changes c
    where c.org_id = ${scope.orgId} and c.batch = ${batch} and ${inScope(sql, scope, 'c.repo_id')}
    order by c.repo_id, c.finding_number`;
}

/** It is undone: once. */
export async function deleteBulkChanges(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  batch: string,
): Promise<void> {
  await tx`delete from bulk_changes where org_id = ${orgId} and repo_id = ${repoId} and batch = ${batch}`;
}

/** Nobody undoes what is older. */
export async function deleteOldBulkChanges(tx: Transaction, { orgId }: OrganizationScope, before: Date): Promise<void> {
  await tx`delete from bulk_changes where org_id = ${orgId} and at < ${before}::timestamptz`;
}
