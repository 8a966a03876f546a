import type { Transaction } from '#db/client.ts';
import { deleteRepository, findBlobs } from '#db/queries/delete-repository.ts';
import { findLearnedWindow } from '#db/queries/efforts.ts';
import { addJob } from '#db/queries/jobs.ts';
import { findRepositoryForUpdate } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { learnEffortJob } from '#lib/jobs/learn-effort.ts';

/**
 * Deletes all rows of a repository, after imports that are under way have ended. Returns the names of its stored reports,
 * which are to be removed when the transaction has been committed.
 */
export async function deleteRepositoryRows(tx: Transaction, scope: RepositoryScope): Promise<string[]> {
  // In the order of every transaction: a name or setting that changes, imports, deliveries.
  await findRepositoryForUpdate(tx, scope);
  await lockRepository(tx, scope);
  const blobs = await findBlobs(tx, scope);
  await deleteRepository(tx, scope);
  // What was learned of its fixes is to be learned of the others.
  if ((await findLearnedWindow(tx, scope)) !== null) await addJob(tx, orderOf(learnEffortJob, { orgId: scope.orgId }));
  return blobs;
}
