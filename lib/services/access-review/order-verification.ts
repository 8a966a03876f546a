import type { Transaction } from '#db/client.ts';
import { hasUnverified } from '#db/queries/access-reviews-read.ts';
import { addJob } from '#db/queries/jobs.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { verifyReviewsJob } from '#lib/jobs/verify-reviews.ts';

/** Has a new snapshot of a system looked through for what reviews decided to take away, where there is something. */
export async function orderVerification(tx: Transaction, scope: RepositoryScope): Promise<void> {
  if (await hasUnverified(tx, scope, scope.repoId)) await addJob(tx, orderOf(verifyReviewsJob, { ...scope }));
}
