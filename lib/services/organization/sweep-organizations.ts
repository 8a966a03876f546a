import { addJob, findJobKeys } from '#db/queries/jobs.ts';
import { findDeletingOrganizations } from '#db/queries/organization-data.ts';
import { inTransaction } from '#db/transaction.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { removeOrganizationJob } from '#lib/jobs/remove-organization.ts';
import type { System } from '#lib/system.ts';

/** Queues the removal of deleted organizations again that have lost their job. */
export async function sweepOrganizations({ systemSql: sql, log }: Pick<System, 'systemSql' | 'log'>): Promise<void> {
  const deleting = await findDeletingOrganizations(sql);
  const known = await findJobKeys(sql, deleting.map(removeOrganizationJob.key));
  const lost = deleting.filter((scope) => !known.has(removeOrganizationJob.key(scope)));
  for (const scope of lost) await inTransaction(sql, (tx) => addJob(tx, orderOf(removeOrganizationJob, { ...scope })));
  if (lost.length > 0) log.warn({ organizations: lost.length }, 'queued removals again whose job was lost');
}
