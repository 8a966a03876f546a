import { rm } from 'node:fs/promises';
import { findJobKeys } from '#db/queries/jobs.ts';
import { findUnclaimedBlobs, findUnfinishedUploads } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import { DAY_MS, MINUTE_MS } from '#lib/domain/time.ts';
import { processUploadJob } from '#lib/jobs/process-upload.ts';
import type { System } from '#lib/system.ts';
import { dropBytes } from './drop-bytes.ts';
import { queueUpload } from './queue-upload.ts';

/** Bytes that no upload refers to yet may belong to a delivery that is still under way. */
const UNCLAIMED_AFTER = DAY_MS;
/** Days back that every sweep checks. */
const CHECKED_HOURLY = 2;
const BATCH = 500;

/** Queues acknowledged uploads again that have lost their job. */
export async function sweepUploads(system: Pick<System, 'systemSql' | 'now' | 'log'>): Promise<void> {
  const before = new Date(system.now().getTime() - MINUTE_MS);
  const unfinished = await findUnfinishedUploads(system.systemSql, before);
  const known = await findJobKeys(system.systemSql, unfinished.map(processUploadJob.key));
  const lost = unfinished.filter((upload) => !known.has(processUploadJob.key(upload)));
  for (const upload of lost) await inTransaction(system.systemSql, (tx) => queueUpload(tx, upload));
  if (lost.length > 0) system.log.warn({ uploads: lost.length }, 'queued uploads again whose job was lost');
}

/**
 * Removes bytes that no upload needs. The last days are checked every hour, older days once in 24 hours in parts, so
 * that one sweep of a million files stays short.
 */
export async function sweepBlobs(system: Pick<System, 'systemSql' | 'blobs' | 'now'>): Promise<void> {
  const now = system.now();
  let names: string[] = [];
  const flush = async (): Promise<void> => {
    await dropBytes({ ...system, sql: system.systemSql }, await findUnclaimedBlobs(system.systemSql, names));
    names = [];
  };
  const before = new Date(now.getTime() - UNCLAIMED_AFTER);
  for await (const name of system.blobs.list(before, (day) => isDue(day, now))) {
    names.push(name);
    if (names.length >= BATCH) await flush();
  }
  if (names.length > 0) await flush();
}

function isDue(day: string, now: Date): boolean {
  const number = Math.floor(Date.parse(day) / DAY_MS);
  const age = Math.floor(now.getTime() / DAY_MS) - number;
  return Number.isNaN(number) || age <= CHECKED_HOURLY || number % 24 === now.getUTCHours();
}

/** Removes the folders of readings whose process has died. */
export async function clearSpool(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
