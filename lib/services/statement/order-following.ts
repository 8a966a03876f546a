import type { Transaction } from '#db/client.ts';
import { addJobs } from '#db/queries/jobs.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { findStatedRepositories } from '#db/queries/statements-match.ts';
import { followStatementsJob } from '#lib/jobs/follow-statements.ts';
import { orderOf } from '#lib/jobs/job.ts';

/** Orders a job for each repository that documents may concern. To be called before and after what they say changes. */
export async function orderFollowing(
  tx: Transaction,
  { orgId }: OrganizationScope,
  documents: readonly number[],
): Promise<void> {
  if (documents.length === 0) return;
  const following = await findStatedRepositories(tx, { orgId }, documents);
  await addJobs(
    tx,
    following.map((repoId) => orderOf(followStatementsJob, { orgId, repoId })),
  );
}
