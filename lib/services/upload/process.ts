import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { addStrike, findSameBytes, notifyUpload, rejectUpload, startUpload, type Upload } from '#db/queries/uploads.ts';
import { inTransaction, onLiveConnection, sqlState } from '#db/transaction.ts';
import type { BlobFiles } from '#lib/blobs/file-store.ts';
import { codeOf, messageOf } from '#lib/errors.ts';
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

/** How often a report may bring its reader, or our own code, down before it is refused. */
const STRIKES = 3;
let readings = 0;

/**
 * Reads and applies one upload, at most once in effect however often it is called. A report that is its own fault is
 * `rejected`; what is not (a lost database) is thrown, so that the queue tries again.
 */
export async function processUpload(deps: ProcessDeps, scope: RepositoryScope, number: number): Promise<void> {
  const upload = await onLiveConnection(() => startUpload(deps.sql, scope, number, deps.now()));
  if (!upload) return;
  await ensureMonths(deps.sql, deps.now());
  if (await applySameBytes(deps, scope, upload)) return;
  // Of this very attempt: one that was taken for lost may still be at work.
  readings += 1;
  const folder = join(deps.spool, `${scope.repoId}-${number}-${process.pid}-${readings}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const reading = await read(deps, scope, upload, folder);
    if (!reading) return;
    // Before it takes effect: an upload that has done so is never looked at again, and redacted bytes read the same.
    await redactRaw(deps, upload, reading);
    await applyReading(deps, scope, upload, reading);
  } catch (error) {
    if (isPassing(error)) throw error;
    await strike(deps, scope, upload, error);
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
  const outcome = await deps.readers.read({
    id: readings,
    blobPath: deps.blobs.pathOf(upload.blob),
    bytes: upload.bytes,
    filename: upload.filename,
    claim: upload.claim,
    secretKey: deps.secretKeyOf(scope.orgId),
    folder,
  });
  if (!('refused' in outcome)) return { ...outcome, folder };
  await refuse(deps, scope, upload, outcome.refused.reason, outcome.refused.position);
  return null;
}

/** Postgres: connection, rollback, resources, not now, intervention, system, internal. */
const PASSING_STATES = /^(08|40|53|55|57|58|XX)/;
const PASSING_CODES = /^(CONNECT|E(CONN|PIPE|TIMEDOUT|NOSPC|DQUOT|MFILE|NFILE|IO|AGAIN|ROFS))/;

/** Whether the failure is the machine's and not the report's: tried again until it works, however often that is. */
function isPassing(error: unknown): boolean {
  if (error instanceof ReaderDiedError) return false;
  const code = sqlState(error) ?? codeOf(error) ?? '';
  return PASSING_CODES.test(code) || (/^[0-9A-Z]{5}$/.test(code) && PASSING_STATES.test(code));
}

/** Throws, for another try, until the third failure: then the report is refused and those behind it flow. */
async function strike(deps: ProcessDeps, scope: RepositoryScope, upload: Upload, error: unknown): Promise<void> {
  const strikes = await addStrike(deps.sql, scope, upload.number);
  deps.log.warn({ upload: upload.number, repository: scope.repoId, strikes }, `upload failed: ${messageOf(error)}`);
  if (strikes < STRIKES) throw error;
  const reason =
    error instanceof ReaderDiedError
      ? `The report could not be read in ${STRIKES} tries: reading it ${error.message}.`
      : `The report could not be taken in, in ${STRIKES} tries. That is a defect of Plumbline; its log says more.`;
  await refuse(deps, scope, upload, reason, null);
}

async function refuse(
  deps: ProcessDeps,
  scope: RepositoryScope,
  upload: Upload,
  reason: string,
  position: string | null,
): Promise<void> {
  await inTransaction(deps.sql, async (tx) => {
    await rejectUpload(tx, scope, upload.number, { reason, position, processedAt: deps.now() });
    await notifyUpload(tx, scope, upload.number);
  });
}

/** The bytes that the stream holds already need no second reading (and no second writing). */
async function applySameBytes(deps: ProcessDeps, scope: RepositoryScope, upload: Upload): Promise<boolean> {
  const same = await findSameBytes(deps.sql, scope, upload, READER_VERSION);
  if (!same) return false;
  // Those of a report with secrets are redacted by now.
  const shared = await deps.blobs.share(same.blob, upload.blob).then(
    () => true,
    () => false,
  );
  return shared && applyReading(deps, scope, upload, { same });
}

/** Bytes of reports with secrets are exchanged for redacted ones as soon as they are read. */
async function redactRaw(deps: ProcessDeps, upload: Upload, reading: Reading): Promise<void> {
  if (!('done' in reading) || !reading.done.redacted) return;
  await deps.blobs.replaceWithFile(upload.blob, join(reading.folder, reading.done.redacted));
}
