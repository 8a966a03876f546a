import { findRepositoriesToFollow } from '#db/queries/exploitation.ts';
import { addJob } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import { followExploitationJob } from '#lib/jobs/follow-exploitation.ts';
import { orderOf } from '#lib/jobs/job.ts';
import type { BoundSystem } from '#lib/system.ts';

/**
 * Has each repository that a load concerns follow it, in a job of its own. Begins after the load is committed, so that a
 * report which is applied meanwhile either sees it or still waits, and is then found here.
 */
export async function followFeed(system: BoundSystem, { orgId, load }: { orgId: number; load: number }): Promise<void> {
  await inTransaction(system.sql, async (tx) => {
    for (const repoId of await findRepositoriesToFollow(tx, { orgId }, load)) {
      await addJob(tx, orderOf(followExploitationJob, { orgId, repoId }));
    }
  });
}
