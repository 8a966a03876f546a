import type { JobHelpers } from 'graphile-worker';
import { MINUTE_MS } from '#lib/domain/time.ts';
import { type Job, orderOf } from '#lib/jobs/job.ts';
import { isDemoLoading } from '#lib/services/organization/is-demo-loading.ts';
import { bindTo, type System } from '#lib/system.ts';

/** What a job needs of the queue that runs it. */
export type QueueOfJob = Pick<JobHelpers, 'addJob'>;

/**
 * Orders a job anew, in a minute, where it must not run while the demo of its organization is being loaded.
 * @returns whether it did: then the job has nothing to do now
 */
export async function putOff<Payload extends object>(
  system: System,
  job: Job<Payload>,
  payload: Payload & { orgId?: number },
  { addJob }: QueueOfJob,
): Promise<boolean> {
  const { orgId } = payload;
  if (job.waitsForDemo === undefined || orgId === undefined) return false;
  if (!(await isDemoLoading(bindTo(system, orgId), { orgId }))) return false;
  const { task, queue, key, maxAttempts } = orderOf(job, payload);
  const runAt = new Date(system.now().getTime() + MINUTE_MS);
  // The one that runs has the key still: the queue takes it from that one.
  await addJob(task, payload, { queueName: queue, jobKey: key, maxAttempts, runAt });
  return true;
}
