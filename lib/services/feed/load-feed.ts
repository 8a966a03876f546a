import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transaction } from '#db/client.ts';
import { lockExploitation } from '#db/queries/exploitation.ts';
import { type FeedLoad, findFeedLoad, findLoaded, finishFeedLoad, trimFeedLoads } from '#db/queries/feed-loads.ts';
import { addJob } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import { FeedError, InvalidRows } from '#lib/feeds/contract.ts';
import { openEpss } from '#lib/feeds/epss.ts';
import { openKev } from '#lib/feeds/kev.ts';
import { followFeedJob } from '#lib/jobs/follow-feed.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import type { BoundSystem } from '#lib/system.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { dropBytes } from '../upload/drop-bytes.ts';
import { isTransient } from '../upload/is-transient.ts';
import { openBlob } from '../upload/read/file-source.ts';
import { checkSuccession } from './check-succession.ts';
import { feedTarget } from './feed-target.ts';
import { refuseFeed } from './refuse-feed.ts';
import { type FactsWritten, writeEpss, writeKev } from './write-facts.ts';
import { writeOsv } from './write-osv.ts';

/** Loads of a feed that are remembered. */
const KEPT = 50;

/**
 * Reads a file that came, and makes it what the organization knows of exploitation: all of it or nothing. A file that is
 * not what it should be is refused, and what was loaded before stays. Safe to repeat.
 */
export async function loadFeed(system: BoundSystem, at: { orgId: number; load: number }): Promise<void> {
  const load = await findFeedLoad(system.sql, at, at.load);
  if (load?.state !== 'received' || load.blob === null) return;
  const scratch = join(system.spool, `feed-${randomUUID()}`);
  const invalid = new InvalidRows();
  try {
    await mkdir(system.spool, { recursive: true, mode: 0o700 });
    const source = await openBlob(system.blobs.pathOf(load.blob), load.bytes, load.source, scratch);
    await inTransaction(system.sql, (tx) => take(tx, system, { load, source, invalid }));
  } catch (error) {
    if (isTransient(error)) throw error;
    if (!isRefusal(error)) system.log.error({ err: error, feed: load.kind }, 'a feed could not be read');
    await refuseFeed(system, load, sentenceOf(error), invalid);
  } finally {
    await rm(scratch, { force: true });
  }
  await dropBytes(system, [load.blob]);
}

const isRefusal = (error: unknown): boolean => error instanceof FeedError || error instanceof ReportError;

function sentenceOf(error: unknown): string {
  if (error instanceof FeedError) return error.message;
  if (error instanceof ReportError) return `The file cannot be read: ${error.message}.`;
  return 'The file could not be read because of a fault of Plumbline, which its log describes.';
}

interface Taken {
  load: FeedLoad;
  source: ReportSource;
  invalid: InvalidRows;
  now: Date;
}

async function take(
  tx: Transaction,
  system: BoundSystem,
  { load, source, invalid }: Omit<Taken, 'now'>,
): Promise<void> {
  const { orgId, id, kind } = load;
  await lockExploitation(tx, { orgId });
  const [now, before] = [await findFeedLoad(tx, { orgId }, id), await findLoaded(tx, { orgId }, kind)];
  if (now?.state !== 'received') return;
  // A transaction that is tried again reads the file again.
  invalid.clear();
  if (load.way === 'demo' && before !== null && before.way !== 'demo')
    throw new FeedError('A sample of the demo does not take the place of a real file.');
  // Records of OSV each have a date of their own, and files of it add to one another. A sample gives way to any real file.
  const replaced = kind === 'osv' || before?.way === 'demo' ? null : before;
  const { dataAt, rows, changed, older } = await write(tx, { load, source, invalid, now: system.now() }, (dataAt) =>
    checkSuccession({ dataAt, rows: null }, replaced, load.forced),
  );
  invalid.check(rows);
  checkSuccession({ dataAt, rows }, replaced, load.forced);
  const finishedAt = system.now();
  const outcome = { dataAt, rows, changed, older, invalid: invalid.count, invalidRows: invalid.listed, reason: null };
  await finishFeedLoad(tx, { orgId }, id, { state: 'loaded', finishedAt, ...outcome });
  await trimFeedLoads(tx, { orgId }, kind, KEPT);
  if (changed > 0) await addJob(tx, orderOf(followFeedJob, { orgId, load: id }));
  const by = { orgId, at: finishedAt, actor: { kind: 'system', id: null, name: 'worker' }, source: null } as const;
  const detail = { data_at: dataAt?.toISOString() ?? null, rows, changed, older, invalid: invalid.count };
  await writeAudit(tx, by, { verb: 'feed.loaded', target: feedTarget(kind), detail });
}

/** @param check asked before anything is written */
async function write(
  tx: Transaction,
  { load, source, invalid, now }: Taken,
  check: (dataAt: Date | null) => void,
): Promise<FactsWritten & { dataAt: Date | null; older: number }> {
  const at = { orgId: load.orgId, load: load.id };
  switch (load.kind) {
    case 'epss': {
      const feed = await openEpss(source, invalid);
      check(feed.dataAt);
      return { dataAt: feed.dataAt, older: 0, ...(await writeEpss(tx, at, feed)) };
    }
    case 'kev': {
      const feed = await openKev(source, invalid);
      check(feed.dataAt);
      return { dataAt: feed.dataAt, older: 0, ...(await writeKev(tx, at, feed)) };
    }
    case 'osv':
      return writeOsv(tx, { load, source, invalid }, now);
  }
}
