import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findPrivilegeSettings } from '#db/queries/privilege-settings.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import type { Upload } from '#db/queries/uploads.ts';
import { SYSTEM_REF } from '#lib/domain/repository/repository-kind.ts';
import type { BoundSystem } from '#lib/system.ts';
import { namesOfReading } from '../advisory/names-of-reading.ts';
import type { FreshReading } from './apply/parts.ts';
import type { ReadRefused, ReadRequest } from './read/protocol.ts';

let readings = 0;

/** A report is read again when names were learned meanwhile that it has, which is rare. */
const READINGS = 5;

type Use = (outcome: FreshReading | { refused: ReadRefused }) => Promise<boolean>;

/**
 * Reads an upload's stored bytes and hands on what was read; again while `use` returns false, because the organization
 * learned names in between that change keys of the report. The folder of its records is removed afterwards.
 * @throws ReaderDiedError, ReadingFailedError
 */
export async function withReading(
  system: BoundSystem,
  scope: RepositoryScope,
  upload: Upload,
  use: Use,
): Promise<void> {
  for (let attempt = 1; !(await readOnce(system, scope, upload, use)); attempt += 1) {
    if (attempt === READINGS) throw new Error('the names of advisories changed during each reading');
  }
}

async function readOnce(system: BoundSystem, scope: RepositoryScope, upload: Upload, use: Use): Promise<boolean> {
  // A folder for this attempt alone: an earlier attempt that was given up may still be running.
  readings += 1;
  const id = readings;
  const folder = join(system.spool, `${scope.repoId}-${upload.number}-${process.pid}-${id}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const names = namesOfReading(system, scope);
    // Only what stands for a system holds inventories, and all of it is of this one ref.
    const privileges = upload.ref === SYSTEM_REF ? await findPrivilegeSettings(system.sql, scope) : null;
    const request: ReadRequest = {
      id,
      blobPath: system.blobs.pathOf(upload.blob),
      bytes: upload.bytes,
      filename: upload.path === '' ? upload.filename : upload.path,
      claim: upload.claim,
      label: upload.label,
      root: upload.root,
      secretKey: system.secretKeyOf(scope.orgId),
      ...(privileges !== null && { privileges }),
      folder,
    };
    const outcome = await system.readers.read(request, names.answer);
    return await use('refused' in outcome ? outcome : { ...outcome, folder, names: names.asked() });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
