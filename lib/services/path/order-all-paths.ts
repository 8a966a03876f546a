import type { Transaction } from '#db/client.ts';
import { findSystemsOf } from '#db/queries/current-inventory.ts';
import { addJobs } from '#db/queries/jobs.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { findPathsJob } from '#lib/jobs/find-paths.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { PATH_SOURCES, type PathSource } from './apart/protocol.ts';

/** Of all systems of these kinds: with other patterns other things are production's, and what clouds trust every organization has to know. */
export async function orderAllPaths(
  tx: Transaction,
  { orgId }: OrganizationScope,
  sources: readonly PathSource[] = PATH_SOURCES,
): Promise<void> {
  const scanners = sources.map((source) => `plumbline-${source}`);
  const systems = await findSystemsOf(tx, { orgId }, scanners);
  await addJobs(
    tx,
    systems.map((repoId) => orderOf(findPathsJob, { orgId, repoId })),
  );
}
