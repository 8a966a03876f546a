import { findOrganizationsToLearn } from '#db/queries/efforts.ts';
import { addJob } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import { learningWindow } from '#lib/domain/action/learn-effort.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { learnEffortJob } from '#lib/jobs/learn-effort.ts';
import type { System } from '#lib/system.ts';

/** Orders organizations to learn: those that have not learned today, and of which there is something to learn. */
export async function learnEfforts({ systemSql, now }: Pick<System, 'systemSql' | 'now'>): Promise<void> {
  for (const orgId of await findOrganizationsToLearn(systemSql, learningWindow(now()))) {
    await inTransaction(systemSql.boundTo(orgId), (tx) => addJob(tx, orderOf(learnEffortJob, { orgId })));
  }
}
