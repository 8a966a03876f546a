import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { addStrike, findSameBytes, notifyUpload, startUpload, type Upload, updateUpload } from '#db/queries/uploads.ts';
import type { BlobFiles } from '#lib/blobs/file-store.ts';
import { messageOf } from '#lib/errors.ts';
import type { Logger } from '#lib/log.ts';
import { applyReading, type Reading } from './apply/apply-reading.ts';
import { READER_VERSION, type Reader, ReaderDiedError } from './read/protocol.ts';

export interface ProcessDeps {
  sql: Sql;
  blobs: BlobFiles;
  readers: Reader;
  /** Folder for records on their way from the reader to the database. */
  spool: string;
  /** The organization's key for telling secrets apart, hex. */
  secretKeyOf: (orgId: number) => string;
  now: () => Date;
  log: Logger;
}

/** How often a report may bring its reader down before it is refused. */
const STRIKES = 3;
let readings = 0;

/**
 * Reads and applies one upload, at most once in effect however often it is called. A report that is its own fault is
 * `rejected`; what is not (a lost database) is thrown, so that the queue tries again.
 */
export async function processUpload(deps: ProcessDeps, scope: RepositoryScope, number: number): Promise<void> {
  const upload = await startUpload(deps.sql, scope, number, deps.now());
  if (!upload) return;
  await ensureMonths(deps.sql, deps.now());
  if (await applySameBytes(deps, scope, upload)) return;
  const folder = join(deps.spool, `${scope.repoId}-${number}-${process.pid}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const reading = await read(deps, scope, upload, folder);
    if (!reading) return;
    await applyReading(deps, scope, upload, reading);
    await redactRaw(deps, upload, reading);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function read(
  deps: ProcessDeps,
  scope: RepositoryScope,
  upload: Upload,
  folder: string,
): Promise<Reading | null> {
  readings += 1;
  const request = {
    id: readings,
    blobPath: deps.blobs.pathOf(upload.blob),
    bytes: upload.bytes,
    filename: upload.filename,
    claim: upload.claim,
    secretKey: deps.secretKeyOf(scope.orgId),
    folder,
  };
  try {
    const outcome = await deps.readers.read(request);
    if ('refused' in outcome) {
      await refuse(deps, scope, upload, outcome.refused.reason, outcome.refused.position);
      return null;
    }
    return { ...outcome, folder };
  } catch (error) {
    if (!(error instanceof ReaderDiedError)) throw error;
    const strikes = await addStrike(deps.sql, scope, upload.number);
    deps.log.warn({ upload: upload.number, repository: scope.repoId, strikes }, `reading failed: ${messageOf(error)}`);
    if (strikes < STRIKES) throw error;
    await refuse(
      deps,
      scope,
      upload,
      `The report could not be read in ${STRIKES} tries: reading it ${error.message}.`,
      null,
    );
    return null;
  }
}

async function refuse(
  deps: ProcessDeps,
  scope: RepositoryScope,
  upload: Upload,
  reason: string,
  position: string | null,
): Promise<void> {
  await deps.sql.begin(async (tx) => {
    const processedAt = deps.now();
    await updateUpload(tx as never, scope, upload.number, { state: 'rejected', reason, position, processedAt });
    await notifyUpload(tx as never, scope, upload.number);
  });
}

/** The bytes that the stream holds already need no second reading (and no second writing). */
async function applySameBytes(deps: ProcessDeps, scope: RepositoryScope, upload: Upload): Promise<boolean> {
  const same = await findSameBytes(deps.sql, scope, upload, READER_VERSION);
  if (!same) return false;
  return applyReading(deps, scope, upload, { same });
}

/** Bytes of reports with secrets are exchanged for redacted ones as soon as they have taken effect. */
async function redactRaw(deps: ProcessDeps, upload: Upload, reading: Reading): Promise<void> {
  if (!('done' in reading) || !reading.done.redacted) return;
  await deps.blobs.replaceWithFile(upload.blob, join(reading.folder, reading.done.redacted));
}
