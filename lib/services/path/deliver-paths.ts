import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import type { Repository } from '#db/queries/repositories.ts';
import type { Context } from '#lib/context.ts';
import { uploadParams } from '#lib/contracts/upload.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { PATHS_SCANNER } from '#lib/scanners/plumbline-paths/id.ts';
import type { BoundSystem } from '#lib/system.ts';
import { acceptUpload } from '../upload/accept.ts';

/**
 * What was found becomes a report of the system, so that it lives like all others: stored, read in a child, compared. That it
 * is complete is said, because gaps say what could not be read.
 */
export async function deliverPaths(
  system: BoundSystem,
  { orgId, fullName, kind }: Repository,
  { file, collectedAt, demo }: { file: () => Readable; collectedAt: string; demo: boolean },
): Promise<number> {
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new PassThrough();
  meter.on('data', (chunk: Buffer) => {
    hash.update(chunk);
    bytes += chunk.length;
  });
  const { name: blob, storedBytes } = await system.blobs.put(file(), [meter], system.now());
  const params = uploadParams.parse({
    ...{ repo: fullName, pipeline: 'inventory', scanner: PATHS_SCANNER },
    ...{ started_at: collectedAt, complete: 'true' },
  });
  const report = { blob, storedBytes, bytes, sha256: hash.digest(), filename: null };
  const given = { params, report, idempotencyKey: null, kind, ...(demo ? { demo } : {}) };
  const { upload } = await acceptUpload(ownContext(system, orgId), given);
  return upload.number;
}

/** Plumbline itself, which delivers what it computed. */
function ownContext(system: BoundSystem, orgId: number): Context {
  return {
    ...{ ...system, orgId, userId: null, source: null },
    principal: { kind: 'api_token', orgId, role: 'admin' },
    readScope: wholeOrganization(orgId),
    credential: { kind: 'system', name: 'Plumbline', tokenId: null },
  };
}
