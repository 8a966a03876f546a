import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import type { Repository } from '#db/queries/repositories.ts';
import type { Context } from '#lib/context.ts';
import { uploadParams } from '#lib/contracts/upload.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import type { BoundSystem } from '#lib/system.ts';
import { acceptUpload } from './accept.ts';

/**
 * What Plumbline found itself becomes a report of a repository, so that it lives like all others: stored, read in a child,
 * compared. That it is complete is said, because gaps say what could not be read.
 * @returns its number. With `demo` it is not queued: the demo's loader reads it itself.
 */
export async function deliverOwn(
  system: BoundSystem,
  { orgId, fullName, kind }: Repository,
  {
    pipeline,
    scanner,
    file,
    at,
    demo = false,
  }: { pipeline: string; scanner: string; file: () => Readable; at: string; demo?: boolean },
): Promise<number> {
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new PassThrough();
  meter.on('data', (chunk: Buffer) => {
    hash.update(chunk);
    bytes += chunk.length;
  });
  const { name: blob, storedBytes } = await system.blobs.put(file(), [meter], system.now());
  const params = uploadParams.parse({ repo: fullName, pipeline, scanner, started_at: at, complete: 'true' });
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
