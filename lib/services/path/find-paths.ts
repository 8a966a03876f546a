import { createReadStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findCurrentInventory } from '#db/queries/current-inventory.ts';
import { findOpenPaths, findPathSets, writePathRun } from '#db/queries/paths-write.ts';
import { findPrivilegeSettings } from '#db/queries/privilege-settings.ts';
import { findRepository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import type { PathInputs } from '#db/schema/path.ts';
import { inTransaction } from '#db/transaction.ts';
import type { EarlierPath } from '#lib/domain/privilege/path-report/path-changes.ts';
import { productionPatterns } from '#lib/domain/privilege/path-report/production-patterns.ts';
import { DEFAULT_PRIVILEGE_SETTINGS } from '#lib/domain/privilege/settings.ts';
import { PATHS_SCANNER } from '#lib/scanners/plumbline-paths/id.ts';
import type { BoundSystem } from '#lib/system.ts';
import { ChildDiedError } from '../apart/ask-child.ts';
import { deliverOwn } from '../upload/deliver-own.ts';
import { computeApart } from './apart/compute-apart.ts';
import { computePaths } from './apart/compute-paths.ts';
import { DOCUMENT_FILE, EARLIER_FILE, PATH_SOURCES, type PathsAnswer } from './apart/protocol.ts';
import { type Pictures, picturesOf } from './pictures-of.ts';
import { storePaths } from './store-paths.ts';

export interface FindPathsOptions {
  /** What is found is not queued: the demo's loader reads it itself. */
  demo?: boolean;
  /** In a process of its own: for every inventory that is not of Plumbline's own making. */
  apart?: boolean;
}

/**
 * Computes who reaches production in a system from its newest inventory and those of the clouds that it reaches into, stores
 * it, and delivers what is found as a report. Safe to repeat: the second time nothing differs.
 * @returns the report's number; null where nothing is delivered
 */
export async function findPaths(
  system: BoundSystem,
  scope: RepositoryScope,
  { demo = false, apart = !demo }: FindPathsOptions = {},
): Promise<number | null> {
  const repository = await findRepository(system.sql, scope);
  if (repository === null || repository.deletingAt !== null) return null;
  const source = PATH_SOURCES.find((each) => repository.slug.startsWith(`${each}/`));
  const upload = source && (await findCurrentInventory(system.sql, scope, `plumbline-${source}`));
  if (source === undefined || upload === undefined || upload === null) return null;
  const folder = join(system.spool, `paths-${scope.repoId}-${process.pid}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const pictures = await picturesOf(system, repository, { source, upload });
    const answer = await compute(system, scope, pictures, { folder, apart });
    const of = { upload: upload.number, inputs: pictures.inputs };
    switch (answer.kind) {
      case 'failed':
        throw new Error(`paths could not be computed: ${answer.code} ${answer.message}`);
      case 'unusable':
        await noteProblem(system, scope, of, answer);
        return null;
      case 'done':
        await storePaths(system, scope, {
          ...{ ...of, folder, collectedAt: new Date(answer.collectedAt) },
          systems: pictures.systems,
        });
        return await deliverOwn(system, repository, {
          ...{ pipeline: 'inventory', scanner: PATHS_SCANNER, at: answer.collectedAt, demo },
          file: () => createReadStream(join(folder, DOCUMENT_FILE)),
        });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compute(
  system: BoundSystem,
  scope: RepositoryScope,
  { now, before, first, newSystems, upload }: Pictures,
  { folder, apart }: { folder: string; apart: boolean },
): Promise<PathsAnswer> {
  await writeFile(join(folder, EARLIER_FILE), JSON.stringify(await earlierPaths(system, scope)), { mode: 0o600 });
  const folders = { blobs: join(system.env.DATA_DIR, 'blobs'), spool: system.spool };
  const settings = await findPrivilegeSettings(system.sql, scope);
  const production = productionPatterns(settings ?? DEFAULT_PRIVILEGE_SETTINGS);
  try {
    const request = { now, before, first, newSystems, production, folder };
    return apart ? await computeApart(folders, request) : await computePaths(request);
  } catch (error) {
    if (!(error instanceof ChildDiedError)) throw error;
    const reason = `Computing the paths ${error.message}.`;
    system.log.error({ repoId: scope.repoId, upload: upload.number, reason }, 'no paths were computed');
    return { kind: 'unusable', collectedAt: upload.orderAt.toISOString(), reason };
  }
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
  { upload, inputs }: { upload: number; inputs: PathInputs },
  { reason, collectedAt }: { reason: string; collectedAt: string },
): Promise<void> {
  const of = { upload, inputs, collectedAt: new Date(collectedAt), computedAt: system.now() };
  await inTransaction(system.sql, (tx) =>
    writePathRun(tx, scope, { ...of, paths: 0, gained: 0, lost: 0, problem: reason }),
  );
}
