import { join } from 'node:path';
import { findStaleUploads, noteReader } from '#db/queries/rebase.ts';
import { findRepository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { findUpload, type Upload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import { messageOf } from '#lib/errors.ts';
import type { BoundSystem } from '#lib/system.ts';
import { followNames } from '../../advisory/follow-names.ts';
import { meetUnknown } from '../../advisory/meet-unknown.ts';
import { areCurrent } from '../../advisory/names-of-reading.ts';
import type { FreshReading } from '../apply/parts.ts';
import { RecordFile } from '../apply/record-file.ts';
import { isTransient } from '../is-transient.ts';
import { RECORDS_FILE } from '../read/protocol.ts';
import { readerVersion } from '../read/reader-version.ts';
import { takeReading } from '../take-reading.ts';
import { withReading } from '../with-reading.ts';
import { writeRebase } from './write-rebase.ts';

/**
 * After an upgrade, before the next report of a stream: reads the stream's current upload again, so that the keys, names
 * and streams that it left are those which today's reader gives to the same report, and the next one is compared with
 * these. Opens and closes nothing. Safe to repeat.
 */
export async function rebaseStreams(
  system: BoundSystem,
  scope: RepositoryScope,
  place: { pipelineId: number; ref: string },
): Promise<void> {
  for (const stale of await findStaleUploads(system.sql, scope, place, readerVersion())) {
    try {
      await readAgain(system, scope, stale);
    } catch (error) {
      if (isTransient(error)) throw error;
      // Bytes that are gone, or that no reader takes any more: what they left stays as it is.
      system.log.warn({ upload: stale.number, reason: messageOf(error) }, 'a report could not be read again');
      await inTransaction(system.sql, (tx) => noteReader(tx, scope, stale.number, null));
    }
  }
}

async function readAgain(system: BoundSystem, scope: RepositoryScope, stale: Upload): Promise<void> {
  await withReading(system, scope, stale, async (outcome) => {
    if ('refused' in outcome) throw new Error(outcome.refused.reason);
    // Today's reader may find secrets that the older one left in the stored bytes.
    await takeReading(system, scope, stale, outcome);
    return rebase(system, scope, stale, outcome);
  });
}

/** @returns false when the organization learned names in between that change keys of the report */
async function rebase(
  system: BoundSystem,
  scope: RepositoryScope,
  stale: Upload,
  reading: FreshReading,
): Promise<boolean> {
  const records = new RecordFile(join(reading.folder, RECORDS_FILE), reading.index);
  try {
    return await inTransaction(system.sql, async (tx) => {
      await lockRepository(tx, scope);
      const repository = await findRepository(tx, scope);
      const upload = await findUpload(tx, scope, stale.number);
      // Another worker has done it, or the repository was deleted.
      if (!repository || upload?.readerVersion !== stale.readerVersion) return true;
      const at = { tx, scope, repository, upload, now: system.now() };
      const epoch = await followNames(at);
      if (!(await areCurrent(tx, scope, reading.names, epoch))) return false;
      await meetUnknown(at, reading.index, records);
      await writeRebase(at, reading, records);
      await noteReader(tx, scope, upload.number, readerVersion());
      return true;
    });
  } finally {
    records.close();
  }
}
