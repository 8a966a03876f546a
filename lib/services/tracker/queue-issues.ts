import { listOrganizationsWithIssues } from '#db/queries/action-issues.ts';
import { addJob } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { workIssuesJob } from '#lib/jobs/work-issues.ts';
import type { System } from '#lib/system.ts';

/** Orders work for each organization with something due, once where it waits already. */
export async function queueIssues({ systemSql, now }: Pick<System, 'systemSql' | 'now'>): Promise<void> {
  for (const orgId of await listOrganizationsWithIssues(systemSql, now())) {
    await inTransaction(systemSql.boundTo(orgId), (tx) => addJob(tx, orderOf(workIssuesJob, { orgId })));
  }
}
