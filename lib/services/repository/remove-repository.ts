import { findRepository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BoundSystem } from '#lib/system.ts';
import { rollUpOrganization } from '../rollup/roll-up-organization.ts';
import { dropBytes } from '../upload/drop-bytes.ts';
import { deleteRepositoryRows } from './delete-repository-rows.ts';

/**
 * Removes a repository that is marked as being deleted: its rows in one transaction, then its stored reports. Doing it
 * again does nothing.
 */
export async function removeRepository(
  system: Pick<BoundSystem, 'sql' | 'blobs' | 'now' | 'log'>,
  scope: RepositoryScope,
): Promise<void> {
  const { sql, blobs, log } = system;
  const names = await inTransaction(sql, async (tx) => {
    const repository = await findRepository(tx, scope);
    return repository?.deletingAt ? deleteRepositoryRows(tx, scope) : null;
  });
  if (names === null) return;
  // What is left when this process dies here is swept: no upload claims it any more.
  await dropBytes({ sql, blobs }, names);
  await rollUpOrganization(sql, { orgId: scope.orgId }, system.now());
  log.info({ ...scope, reports: names.length }, 'a deleted repository is removed');
}
