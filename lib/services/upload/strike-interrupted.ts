import type { RepositoryScope } from '#db/queries/scope.ts';
import { findUpload } from '#db/queries/uploads.ts';
import type { System } from '#lib/system.ts';
import { strikeUpload, WorkerDiedError } from './strike-upload.ts';

/**
 * Counts the end of a process that worked on one upload alone, unless it settled the upload before. `how` it ended is for
 * the log.
 * @throws WorkerDiedError until the third time
 */
export async function strikeInterrupted(
  system: System,
  scope: RepositoryScope,
  number: number,
  how: string,
): Promise<void> {
  const upload = await findUpload(system.sql, scope, number);
  if (upload?.state !== 'processing') return;
  await strikeUpload(system, scope, upload, new WorkerDiedError(`its worker ended with ${how}`));
}
