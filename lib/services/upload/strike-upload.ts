import type { RepositoryScope } from '#db/queries/scope.ts';
import { addStrike, type Upload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import { messageOf } from '#lib/errors.ts';
import type { BoundSystem } from '#lib/system.ts';
import { ReaderDiedError } from './read/protocol.ts';
import { refuseUpload } from './refuse-upload.ts';

/** After so many crashes of its reader, its worker or our own code a report is refused. */
const STRIKES = 3;

/** The process that worked on one report alone has ended; the message says how. */
export class WorkerDiedError extends Error {}

/**
 * Counts a failure that the report caused. The first two are thrown again, for another try; the third one rejects the
 * report, so that those queued behind it are processed.
 */
export async function strikeUpload(
  system: BoundSystem,
  scope: RepositoryScope,
  upload: Upload,
  error: unknown,
): Promise<void> {
  const strikes = await inTransaction(system.sql, (tx) => addStrike(tx, scope, upload.number));
  system.log.warn({ upload: upload.number, repository: scope.repoId, strikes }, `upload failed: ${messageOf(error)}`);
  if (strikes < STRIKES) throw error;
  await refuseUpload(system, scope, upload, reasonOf(error), null);
}

function reasonOf(error: unknown): string {
  const tries = `in ${STRIKES} tries`;
  if (error instanceof ReaderDiedError) return `The report could not be read ${tries}: reading it ${error.message}.`;
  if (error instanceof WorkerDiedError) return `The report could not be taken in, ${tries}: each ended its worker.`;
  return `The report could not be taken in, ${tries}. That is a defect of Plumbline; its log says more.`;
}
