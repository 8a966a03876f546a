import type { Transaction } from '#db/client.ts';
import { addJob } from '#db/queries/jobs.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { processUploadJob } from '#lib/jobs/process-upload.ts';

/** Queues an upload for the worker; does nothing when it is queued already. */
export async function queueUpload(
  tx: Transaction,
  { orgId, repoId, number }: { orgId: number; repoId: number; number: number },
): Promise<void> {
  await addJob(tx, orderOf(processUploadJob, { orgId, repoId, number }));
}
