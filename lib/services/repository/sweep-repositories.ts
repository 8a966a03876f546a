import { findDeleting } from '#db/queries/delete-repository.ts';
import { addJob, findJobKeys } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { removeRepositoryJob } from '#lib/jobs/remove-repository.ts';
import type { System } from '#lib/system.ts';

/** Queues the removal of deleted repositories again that have lost their job. */
export async function sweepRepositories({ systemSql: sql, log }: Pick<System, 'systemSql' | 'log'>): Promise<void> {
  const deleting = await findDeleting(sql);
  const known = await findJobKeys(sql, deleting.map(removeRepositoryJob.key));
  const lost = deleting.filter((scope) => !known.has(removeRepositoryJob.key(scope)));
  for (const scope of lost) await inTransaction(sql, (tx) => addJob(tx, orderOf(removeRepositoryJob, { ...scope })));
  if (lost.length > 0) log.warn({ repositories: lost.length }, 'queued removals again whose job was lost');
}
