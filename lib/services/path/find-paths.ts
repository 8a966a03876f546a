import { createReadStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findCurrentInventory } from '#db/queries/current-inventory.ts';
import { findOpenPaths, findPathRun, findPathSets, type PathRun, writePathRun } from '#db/queries/paths-write.ts';
import { findPrivilegeSettings } from '#db/queries/privilege-settings.ts';
import { findRepository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { findUpload, type Upload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import type { EarlierPath } from '#lib/domain/privilege/path-report/path-changes.ts';
import { productionPatterns } from '#lib/domain/privilege/path-report/production-patterns.ts';
import { DEFAULT_PRIVILEGE_SETTINGS } from '#lib/domain/privilege/settings.ts';
import type { BoundSystem } from '#lib/system.ts';
import { computeApart, PathsDiedError } from './apart/compute-apart.ts';
import { DOCUMENT_FILE, EARLIER_FILE, type PathsAnswer, type StoredInventory } from './apart/protocol.ts';
import { deliverPaths } from './deliver-paths.ts';
import { storePaths } from './store-paths.ts';

/** Where paths of systems of this kind are known to lead. */
const SCANNER = 'plumbline-github';

/**
 * Computes who reaches production in a system from its newest inventory, stores it, and delivers what is found as a report.
 * Safe to repeat: the second time nothing differs.
 */
export async function findPaths(system: BoundSystem, scope: RepositoryScope): Promise<void> {
  const repository = await findRepository(system.sql, scope);
  const upload = await findCurrentInventory(system.sql, scope, SCANNER);
  if (repository === null || repository.deletingAt !== null || upload === null) return;
  const folder = join(system.spool, `paths-${scope.repoId}-${process.pid}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const answer = await compute(system, scope, upload, folder);
    switch (answer.kind) {
      case 'failed':
        throw new Error(`paths could not be computed: ${answer.code} ${answer.message}`);
      case 'unusable':
        return await noteProblem(system, scope, upload, answer);
      case 'done':
        await storePaths(system, scope, { upload, folder, collectedAt: new Date(answer.collectedAt) });
        await deliverPaths(system, repository, {
          file: () => createReadStream(join(folder, DOCUMENT_FILE)),
          collectedAt: answer.collectedAt,
        });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compute(
  system: BoundSystem,
  scope: RepositoryScope,
  upload: Upload,
  folder: string,
): Promise<PathsAnswer> {
  await writeFile(join(folder, EARLIER_FILE), JSON.stringify(await earlierPaths(system, scope)), { mode: 0o600 });
  const stored = ({ blob, bytes }: Upload): StoredInventory => ({ path: system.blobs.pathOf(blob), bytes });
  const run = await findPathRun(system.sql, scope, { problem: false });
  const before = await uploadBefore(system, scope, upload, run);
  const folders = { blobs: join(system.env.DATA_DIR, 'blobs'), spool: system.spool };
  const settings = await findPrivilegeSettings(system.sql, scope);
  const production = productionPatterns(settings ?? DEFAULT_PRIVILEGE_SETTINGS);
  try {
    return await computeApart(folders, {
      inventory: stored(upload),
      before: before === null ? null : stored(before),
      ...{ first: run === null || run.upload === upload.number, production, folder },
    });
  } catch (error) {
    if (!(error instanceof PathsDiedError)) throw error;
    system.log.error({ repoId: scope.repoId, upload: upload.number, reason: error.message }, 'no paths were computed');
    return { kind: 'unusable', collectedAt: upload.orderAt.toISOString(), reason: error.message };
  }
}

/** The inventory that the standing paths are of, where its bytes are still kept. */
async function uploadBefore(
  system: BoundSystem,
  scope: RepositoryScope,
  { number }: Upload,
  run: PathRun | null,
): Promise<Upload | null> {
  if (run === null || run.upload === number) return null;
  const upload = await findUpload(system.sql, scope, run.upload);
  return upload === null || upload.bytesRemovedAt !== null ? null : upload;
}

async function earlierPaths(system: BoundSystem, scope: RepositoryScope): Promise<EarlierPath[]> {
  const sets = new Map((await findPathSets(system.sql, scope)).map(({ id, members }) => [id, members]));
  const paths = await findOpenPaths(system.sql, scope);
  return paths.map(({ key, targetId, certainty, aloneSet }) => ({
    ...{ key, targetId, certainty },
    alone: sets.get(aloneSet) ?? [],
  }));
}

/** Paths that stand stay as they were. */
async function noteProblem(
  system: BoundSystem,
  scope: RepositoryScope,
  { number }: Upload,
  { reason, collectedAt }: { reason: string; collectedAt: string },
): Promise<void> {
  const of = { upload: number, collectedAt: new Date(collectedAt), computedAt: system.now() };
  await inTransaction(system.sql, (tx) =>
    writePathRun(tx, scope, { ...of, paths: 0, gained: 0, lost: 0, problem: reason }),
  );
}
