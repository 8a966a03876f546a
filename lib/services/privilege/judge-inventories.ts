import { createHash } from 'node:crypto';
import { findInventoriesInEffect } from '#db/queries/current-inventory.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { insertUpload, type Upload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BoundSystem } from '#lib/system.ts';
import { queueUpload } from '../upload/queue-upload.ts';

/**
 * Delivers the inventories that are in effect in a system once more, as they are and of their own time, so that they are
 * judged by what the organization decided meanwhile. They are no news: no snapshot comes of them.
 */
export async function judgeInventories(system: BoundSystem, scope: RepositoryScope): Promise<void> {
  for (const upload of await findInventoriesInEffect(system.sql, scope)) await deliverAgain(system, scope, upload);
}

async function deliverAgain(system: BoundSystem, scope: RepositoryScope, upload: Upload): Promise<void> {
  const now = system.now();
  // Never one of the deliveries of these bytes, and the same however often the job runs at one time.
  const dedupe = createHash('sha256')
    .update(JSON.stringify(['again', upload.number, now]))
    .digest()
    .subarray(0, 16);
  const { name: blob, storedBytes } = await system.blobs.put(system.blobs.read(upload.blob), [], now);
  const inserted = await inTransaction(system.sql, async (tx) => {
    const { pipelineId, runId, claim, label, root, path, ref, commit, complete, completeSaid } = upload;
    const { filename, sha256, bytes, orderAt } = upload;
    const again = await insertUpload(tx, scope, {
      ...{ pipelineId, runId, claim, label, root, path, ref, commit, complete, completeSaid },
      ...{ filename, blob, sha256, bytes, storedBytes, orderAt, receivedAt: now, dedupe, idempotency: null },
      ...{ credentialKind: 'system' as const, credentialName: 'Plumbline', tokenId: null, userId: null },
      provenance: { bounds: null, run: upload.provenance?.run ?? [], report: null },
    });
    if (again !== null) await queueUpload(tx, again);
    return again;
  });
  if (inserted === null) await system.blobs.remove(blob);
}
