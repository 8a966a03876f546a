import { addJob } from '#db/queries/jobs.ts';
import { findDriftJob } from '#lib/jobs/find-drift.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { ID } from '#lib/scanners/plumbline-workflows/observe.ts';
import type { At } from './parts.ts';
import type { PlannedPart } from './settle-upload.ts';

/** Files of pipelines that took effect on the default branch may give more to somebody, or less: that is found by a job. */
export async function orderDrift({ tx, scope, repository }: At, planned: readonly PlannedPart[]): Promise<void> {
  const took = planned.some(
    ({ part: { stream }, plan }) =>
      plan.outcome === 'processed' && stream.scanner === ID && stream.ref === repository.defaultBranch,
  );
  if (took) await addJob(tx, orderOf(findDriftJob, { ...scope }));
}
