import type { RepositoryScope } from '#db/queries/scope.ts';
import { findUpload } from '#db/queries/uploads.ts';
import type { BoundSystem } from '#lib/system.ts';
import { strikeUpload, WorkerDiedError } from './strike-upload.ts';

/**
 * Counts a strike when the process that worked on this upload alone has ended without settling it. `how` it ended is for
 * the log.
 * @throws WorkerDiedError for the first two strikes, so that the queue tries again
 */
export async function strikeInterrupted(
  system: BoundSystem,
  scope: RepositoryScope,
  number: number,
  how: string,
): Promise<void> {
  const upload = await findUpload(system.sql, scope, number);
  if (upload?.state !== 'processing') return;
  await strikeUpload(system, scope, upload, new WorkerDiedError(`its worker ended with ${how}`));
}
