import type { Transaction } from '#db/client.ts';
import { findSystemsOf } from '#db/queries/current-inventory.ts';
import { addJobs } from '#db/queries/jobs.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { findPathsJob } from '#lib/jobs/find-paths.ts';
import { orderOf } from '#lib/jobs/job.ts';

/** Of all organizations: with other patterns other things are production's, and what clouds trust they all have to know. */
export async function orderAllPaths(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  const systems = await findSystemsOf(tx, { orgId }, 'plumbline-github');
  await addJobs(
    tx,
    systems.map((repoId) => orderOf(findPathsJob, { orgId, repoId })),
  );
}
