import type { RepositoryScope } from '#db/queries/scope.ts';
import { addStrike, type Upload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import { messageOf } from '#lib/errors.ts';
import type { System } from '#lib/system.ts';
import { ReaderDiedError } from './read/protocol.ts';
import { refuseUpload } from './refuse-upload.ts';

/** How often a report may bring its reader, its worker, or our own code, down before it is refused. */
const STRIKES = 3;

/** A process that worked on one report alone ended; the message says how. */
export class WorkerDiedError extends Error {}

/**
 * Counts a failure that is the report's. Until the third one it is thrown again, for another try; then the report is
 * refused and those behind it flow.
 */
export async function strikeUpload(
  system: System,
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
