import { join } from 'node:path';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { orderUpload, type Upload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BoundSystem } from '#lib/system.ts';
import { learnNames } from '../advisory/learn-names.ts';
import type { FreshReading } from './apply/parts.ts';
import { REDACTED_FILE } from './read/protocol.ts';

/**
 * What must be done with a reading before it takes effect: the stored bytes of a report with secrets are exchanged for
 * those of its copy without them, and the organization learns the names of advisories that it states.
 */
export async function takeReading(
  system: BoundSystem,
  scope: RepositoryScope,
  upload: Upload,
  { done, folder, names }: FreshReading,
): Promise<void> {
  if (done.redacted) await system.blobs.replaceWithFile(upload.blob, join(folder, REDACTED_FILE));
  // An inventory is a picture of the moment at which it was collected, whenever it arrives.
  const collected = done.parts.flatMap(({ inventory }) => inventory?.collectedAt ?? [])[0];
  if (collected !== undefined) {
    const at = new Date(collected);
    await inTransaction(system.sql, (tx) => orderUpload(tx, scope, upload.number, at));
  }
  if (names.learns.length > 0) await learnNames(system, scope, names.learns);
}
