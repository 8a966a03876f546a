import { addJob } from '#db/queries/jobs.ts';
import { findPathsJob } from '#lib/jobs/find-paths.ts';
import { orderOf } from '#lib/jobs/job.ts';
import type { At } from './parts.ts';
import type { PlannedPart } from './settle-upload.ts';

/** An inventory that took effect may open ways to production, or close them: they are computed by a job. */
export async function orderPaths({ tx, scope }: At, planned: readonly PlannedPart[]): Promise<void> {
  const took = planned.some(
    ({ part, plan }) => plan.outcome === 'processed' && part.stream.tracked && part.inventory?.source === 'github',
  );
  if (took) await addJob(tx, orderOf(findPathsJob, { ...scope }));
}
