import { ensureMonths } from '#db/partitions.ts';
import { findRepository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { findBoundScanners } from '#db/queries/tokens.ts';
import { findStreamsOfUpload } from '#db/queries/upload-parts.ts';
import { findSameBytes, findUpload, giveBackUpload, startUpload, type Upload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import { homeOf } from '#lib/domain/privilege/inventory-facts.ts';
import { DRIFT_SCANNER } from '#lib/scanners/plumbline-drift/id.ts';
import { PATHS_SCANNER } from '#lib/scanners/plumbline-paths/id.ts';
import type { BoundSystem } from '#lib/system.ts';
import { applyReading } from './apply/apply-reading.ts';
import type { FreshReading, Reading } from './apply/parts.ts';
import { isTransient } from './is-transient.ts';
import { readerVersion } from './read/reader-version.ts';
import { rebaseStreams } from './rebase/rebase-streams.ts';
import { refuseUpload } from './refuse-upload.ts';
import { strikeUpload } from './strike-upload.ts';
import { takeReading } from './take-reading.ts';
import { withReading } from './with-reading.ts';

/**
 * Reads and applies one upload; it takes effect at most once, however often this is called. A bad report is `rejected`;
 * a failure that is not the report's (a lost database) is thrown, so that the queue tries again.
 */
export async function processUpload(system: BoundSystem, scope: RepositoryScope, number: number): Promise<void> {
  const upload = await inTransaction(system.sql, (tx) => startUpload(tx, scope, number, system.now()));
  if (!upload) return;
  try {
    await ensureMonths(system.systemSql, system.now());
    await rebaseStreams(system, scope, upload);
    if (!(await applySameBytes(system, scope, upload))) await readAndApply(system, scope, upload);
  } catch (error) {
    try {
      if (isTransient(error)) throw error;
      // Its repository was deleted while it was read, and the report with it.
      if ((await findUpload(system.sql, scope, number)) === null) return;
      await strikeUpload(system, scope, upload, error);
    } catch (thrown) {
      // Back to `received`: an upload that still is `processing` when it starts again counts as having ended its worker.
      await inTransaction(system.sql, (tx) => giveBackUpload(tx, scope, number)).catch(() => undefined);
      throw thrown;
    }
  }
}

async function readAndApply(system: BoundSystem, scope: RepositoryScope, upload: Upload): Promise<void> {
  await withReading(system, scope, upload, async (outcome) => {
    if ('refused' in outcome) {
      await refuseUpload(system, scope, upload, outcome.refused.reason, outcome.refused.position);
      return true;
    }
    if (await refuseUnbound(system, scope, upload, outcome)) return true;
    if (await refuseForeign(system, scope, upload, outcome)) return true;
    if (await refuseForged(system, scope, upload, outcome)) return true;
    // Redact before applying: a finished upload is not processed again, and redacted bytes give the same findings.
    await takeReading(system, scope, upload, outcome);
    return applyReading(system, scope, upload, outcome);
  });
}

/** Rejects a report of a scanner that the token may not deliver for, which is known only after reading. */
async function refuseUnbound(
  system: BoundSystem,
  scope: RepositoryScope,
  upload: Upload,
  reading: Reading,
): Promise<boolean> {
  if (upload.tokenId === null) return false;
  const scanners = await findBoundScanners(system.sql, scope, upload.tokenId);
  const parts =
    'done' in reading ? reading.done.parts : await findStreamsOfUpload(system.sql, scope, reading.same.number);
  const tools = [...new Set(parts.map((part) => part.scanner))];
  const other = tools.filter((scanner) => !scanners.includes(scanner));
  if (scanners.length === 0 || other.length === 0) return false;
  const reason = `The token "${upload.credentialName}" may deliver reports of ${scanners.join(', ')} only, and ${other.join(', ')} wrote this one.`;
  await refuseUpload(system, scope, upload, reason, null);
  return true;
}

/** Rejects an inventory that is another system's: it would close everything that is known of this one. */
async function refuseForeign(
  system: BoundSystem,
  scope: RepositoryScope,
  upload: Upload,
  { done }: FreshReading,
): Promise<boolean> {
  const [of] = done.parts.flatMap(({ inventory }) => inventory ?? []);
  if (of === undefined) return false;
  const repository = await findRepository(system.sql, scope);
  const home = homeOf(of);
  if (repository === null || (repository.kind === 'system' && repository.slug === home.toLowerCase())) return false;
  const reason = `This is the inventory of ${home}, and was delivered to ${repository.fullName}. Deliver it with POST /api/v1/inventories?source=${of.source}&system=${of.scope}.`;
  await refuseUpload(system, scope, upload, reason, 'scope');
  return true;
}

const COMPUTED: Readonly<Record<string, string>> = {
  [PATHS_SCANNER]: 'Paths to production are computed here, from inventories',
  [DRIFT_SCANNER]: 'Changes of pipelines are found here, from their files',
};

/** Rejects what only Plumbline itself computes, from anybody else. */
async function refuseForged(
  system: BoundSystem,
  scope: RepositoryScope,
  upload: Upload,
  { done }: FreshReading,
): Promise<boolean> {
  const forged = done.parts.map(({ scanner }) => COMPUTED[scanner]).find((reason) => reason !== undefined);
  if (upload.credentialKind === 'system' || forged === undefined) return false;
  const reason = `${forged}: POST /api/v1/inventories takes these.`;
  await refuseUpload(system, scope, upload, reason, null);
  return true;
}

/** Applies an upload with the bytes of the stream's current one without reading (or storing) them again. */
async function applySameBytes(system: BoundSystem, scope: RepositoryScope, upload: Upload): Promise<boolean> {
  // What Plumbline delivers itself it delivers to be read: by other settings, or of another time.
  if (upload.credentialKind === 'system') return false;
  const same = await findSameBytes(system.sql, scope, upload, readerVersion());
  if (!same || (await refuseUnbound(system, scope, upload, { same }))) return same !== null;
  // Share the stored file, which is redacted already when the report has secrets.
  const shared = await system.blobs.share(same.blob, upload.blob).then(
    () => true,
    () => false,
  );
  return shared && applyReading(system, scope, upload, { same });
}
