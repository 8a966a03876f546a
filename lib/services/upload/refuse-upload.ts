import type { RepositoryScope } from '#db/queries/scope.ts';
import { findUpload, notifyUpload, rejectUpload, type Upload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BoundSystem } from '#lib/system.ts';
import { dropBytes } from './drop-bytes.ts';

/**
 * Rejects an upload that is being processed, and drops its bytes, because what was not understood cannot be redacted.
 * If the process crashes in between, `sweepBlobs` removes the bytes.
 */
export async function refuseUpload(
  system: BoundSystem,
  scope: RepositoryScope,
  upload: Upload,
  reason: string,
  position: string | null,
): Promise<void> {
  await inTransaction(system.sql, async (tx) => {
    await rejectUpload(tx, scope, upload.number, { reason, position, processedAt: system.now() });
    await notifyUpload(tx, scope, upload.number);
  });
  const now = await findUpload(system.sql, scope, upload.number);
  if (now?.state === 'rejected') await dropBytes(system, [upload.blob]);
}
