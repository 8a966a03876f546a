import { deleteOwnedRows, findAllRepositories } from '#db/queries/organization-data.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { System } from '#lib/system.ts';
import { deleteRepositoryRows } from '../repository/delete-repository-rows.ts';
import { dropBytes } from '../upload/drop-bytes.ts';

/**
 * Removes an organization that is marked as being deleted: repository by repository with its stored reports, then all other
 * rows. Doing it again goes on where it ended.
 */
export async function removeOrganization(
  { systemSql: sql, blobs, log }: Pick<System, 'systemSql' | 'blobs' | 'log'>,
  scope: { orgId: number },
): Promise<void> {
  const organization = await findOrganization(sql, scope.orgId);
  if (!organization?.deletingAt) return;
  let reports = 0;
  const repositories = await findAllRepositories(sql, scope);
  for (const repoId of repositories) {
    const names = await inTransaction(sql, (tx) => deleteRepositoryRows(tx, { ...scope, repoId }));
    // What is left when this process dies here is swept: no upload claims it any more.
    await dropBytes({ sql, blobs }, names);
    reports += names.length;
  }
  await inTransaction(sql, (tx) => deleteOwnedRows(tx, scope));
  log.warn({ ...scope, repositories: repositories.length, reports }, 'a deleted organization is removed');
}
