import { addJob } from '#db/queries/jobs.ts';
import { isCloud } from '#lib/domain/privilege/cloud/roles-of-inventory.ts';
import { findPathsJob } from '#lib/jobs/find-paths.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { PATH_SOURCES } from '../../path/apart/protocol.ts';
import { orderAllPaths } from '../../path/order-all-paths.ts';
import type { At } from './parts.ts';
import type { PlannedPart } from './settle-upload.ts';

/**
 * An inventory that took effect may open ways to production, or close them: they are computed by a job. One of a cloud is a
 * part of what is known of every organization whose jobs it may let in.
 */
export async function orderPaths({ tx, scope }: At, planned: readonly PlannedPart[]): Promise<void> {
  const sources = planned.flatMap(({ part, plan }) =>
    plan.outcome === 'processed' && part.stream.tracked && part.inventory !== null ? [part.inventory.source] : [],
  );
  if (sources.some((source) => PATH_SOURCES.some((each) => each === source)))
    await addJob(tx, orderOf(findPathsJob, { ...scope }));
  if (sources.some(isCloud)) await orderAllPaths(tx, scope, ['github', 'gitlab']);
}
