import { findRepositoriesToFollow } from '#db/queries/exploitation.ts';
import { addJobs } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import { followExploitationJob } from '#lib/jobs/follow-exploitation.ts';
import { orderOf } from '#lib/jobs/job.ts';
import type { BoundSystem } from '#lib/system.ts';
import { learnOsvNames } from './learn-osv-names.ts';

/**
 * Learns the names that a load brings, and has each repository that it concerns follow it, in a job of its own. Begins after the load is committed, so that a
 * report which is applied meanwhile either sees it or still waits, and is then found here.
 */
export async function followFeed(system: BoundSystem, { orgId, load }: { orgId: number; load: number }): Promise<void> {
  await learnOsvNames(system, { orgId, load });
  await inTransaction(system.sql, async (tx) => {
    const following = await findRepositoriesToFollow(tx, { orgId }, load);
    await addJobs(
      tx,
      following.map((repoId) => orderOf(followExploitationJob, { orgId, repoId })),
    );
  });
}
