import { rm } from 'node:fs/promises';
import type { Sql } from '#db/client.ts';
import { findJobKeys } from '#db/queries/jobs.ts';
import { findUnclaimedBlobs, findUnfinishedUploads } from '#db/queries/uploads.ts';
import type { BlobStore } from '#lib/blobs/file-store.ts';
import type { Logger } from '#lib/log.ts';
import { queueUpload, uploadJobKey } from './accept.ts';

const MINUTE = 60_000;
/** Bytes that no upload claims may belong to a delivery that is still on its way. */
const UNCLAIMED_AFTER = 24 * 60 * MINUTE;
const BATCH = 500;

/** Queues again what was acknowledged but has no job any more. */
export async function sweepUploads(deps: { sql: Sql; now: () => Date; log: Logger }): Promise<void> {
  const before = new Date(deps.now().getTime() - MINUTE);
  const unfinished = await findUnfinishedUploads(deps.sql, before);
  const known = await findJobKeys(
    deps.sql,
    unfinished.map((upload) => uploadJobKey(upload, upload.number)),
  );
  const lost = unfinished.filter((upload) => !known.has(uploadJobKey(upload, upload.number)));
  for (const upload of lost) await queueUpload(deps.sql, upload, upload.number);
  if (lost.length > 0) deps.log.warn({ uploads: lost.length }, 'queued uploads again whose job was lost');
}

/** Removes bytes that were never acknowledged. Looks at every file, hence seldom. */
export async function sweepBlobs(deps: { sql: Sql; blobs: BlobStore; now: () => Date }): Promise<void> {
  let names: string[] = [];
  const flush = async (): Promise<void> => {
    for (const name of await findUnclaimedBlobs(deps.sql, names)) await deps.blobs.remove(name);
    names = [];
  };
  for await (const name of deps.blobs.list(new Date(deps.now().getTime() - UNCLAIMED_AFTER))) {
    names.push(name);
    if (names.length >= BATCH) await flush();
  }
  if (names.length > 0) await flush();
}

/** Folders of readings that ended with their process. */
export async function clearSpool(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
