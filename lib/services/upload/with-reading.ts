import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RepositoryScope } from '#db/queries/scope.ts';
import type { Upload } from '#db/queries/uploads.ts';
import type { System } from '#lib/system.ts';
import { namesOfReading } from '../advisory/names-of-reading.ts';
import type { FreshReading } from './apply/parts.ts';
import type { ReadRefused, ReadRequest } from './read/protocol.ts';

let readings = 0;

/**
 * Reads an upload's stored bytes and hands on what was read. The folder of its records is removed afterwards.
 * @throws ReaderDiedError, ReadingFailedError
 */
export async function withReading<T>(
  system: System,
  scope: RepositoryScope,
  upload: Upload,
  use: (outcome: FreshReading | { refused: ReadRefused }) => Promise<T>,
): Promise<T> {
  // A folder for this attempt alone: an earlier attempt that was given up may still be running.
  readings += 1;
  const id = readings;
  const folder = join(system.spool, `${scope.repoId}-${upload.number}-${process.pid}-${id}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const names = namesOfReading(system, scope);
    const request: ReadRequest = {
      id,
      blobPath: system.blobs.pathOf(upload.blob),
      bytes: upload.bytes,
      filename: upload.filename,
      claim: upload.claim,
      label: upload.label,
      root: upload.root,
      secretKey: system.secretKeyOf(scope.orgId),
      folder,
    };
    const outcome = await system.readers.read(request, names.answer);
    return await use('refused' in outcome ? outcome : { ...outcome, folder, names: names.asked() });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
