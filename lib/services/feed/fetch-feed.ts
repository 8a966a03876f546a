import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { findLoaded, insertFeedLoad } from '#db/queries/feed-loads.ts';
import { type FeedSource, findFeedSources, settleFeedSource } from '#db/queries/feed-sources.ts';
import { addJob } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import { UPLOAD_LIMITS } from '#lib/contracts/upload-limits.ts';
import type { FeedKind } from '#lib/domain/feed/feed.ts';
import { nextFetch } from '#lib/domain/feed/next-fetch.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { loadFeedJob } from '#lib/jobs/load-feed.ts';
import { type Got, get } from '#lib/sinks/send/get.ts';
import { whyUnreachable } from '#lib/sinks/send/why-unreachable.ts';
import type { BoundSystem } from '#lib/system.ts';
import { openSource } from './sealed-source.ts';

type Fetched = { blob: string; bytes: number; sha256: Buffer };

/**
 * Fetches a feed from the address that the organization set, when it is due. The server is asked whether there is something
 * newer; a failure is noted and tried again later, and what was loaded before stays.
 */
export async function fetchFeed(
  system: BoundSystem,
  { orgId, kind }: { orgId: number; kind: FeedKind },
): Promise<void> {
  const sources = await findFeedSources(system.sql, { orgId });
  const source = sources.find((each) => each.kind === kind);
  if (source === undefined || source.nextAt > system.now()) return;
  const headers = {
    ...(source.etag === null ? {} : { 'if-none-match': source.etag }),
    ...(source.lastModified === null ? {} : { 'if-modified-since': source.lastModified }),
  };
  const answer = await get(openSource(system, source), headers, { allowPrivate: system.env.ALLOW_PRIVATE_SINKS });
  if (typeof answer === 'string') return fail(system, source, answer);
  const { status } = answer;
  if (status === 200) return take(system, source, answer);
  answer.body.destroy();
  if (status !== 304) return fail(system, source, `The server answered ${status}.`);
  const { etag, lastModified } = source;
  await inTransaction(system.sql, (tx) => settleFeedSource(tx, worked(system, source, { etag, lastModified })));
}

function worked(
  { now }: BoundSystem,
  source: FeedSource,
  { etag, lastModified }: Pick<FeedSource, 'etag' | 'lastModified'>,
): FeedSource {
  const at = now();
  return { ...source, etag, lastModified, askedAt: at, nextAt: nextFetch(at, 0), failures: 0, error: null };
}

async function fail(system: BoundSystem, source: FeedSource, error: string): Promise<void> {
  const at = system.now();
  const failures = source.failures + 1;
  const noted = { ...source, askedAt: at, nextAt: nextFetch(at, failures), failures, error };
  await inTransaction(system.sql, (tx) => settleFeedSource(tx, noted));
}

async function take(system: BoundSystem, source: FeedSource, { headers, body }: Got): Promise<void> {
  const { orgId, kind, host } = source;
  const file = await store(system, body).catch(whyUnreachable);
  if (typeof file === 'string') return fail(system, source, file);
  const { blob, bytes, sha256 } = file;
  const known = await inTransaction(system.sql, async (tx) => {
    const { etag = null, 'last-modified': lastModified = null } = headers;
    await settleFeedSource(tx, worked(system, source, { etag, lastModified }));
    const loaded = await findLoaded(tx, { orgId }, kind);
    if (loaded !== null && Buffer.compare(loaded.sha256, sha256) === 0) return true;
    const by = { userId: null, byToken: null, receivedAt: system.now() };
    const row = { kind, way: 'schedule', source: host, forced: false, blob, bytes, sha256, ...by } as const;
    const load = await insertFeedLoad(tx, { orgId }, row);
    await addJob(tx, orderOf(loadFeedJob, { orgId, load }));
    return false;
  });
  if (known) await system.blobs.remove(blob);
}

/** Streams the body to the store. @throws Error with a sentence when it is too large or ends too early */
async function store({ blobs, now }: BoundSystem, body: Got['body']): Promise<Fetched> {
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes <= UPLOAD_LIMITS.bytes) done(null, chunk);
      else done(new Error(`the file is larger than ${UPLOAD_LIMITS.bytes / 1024 / 1024} MiB`));
    },
  });
  const { name } = await blobs.put(body, [meter], now());
  return { blob: name, bytes, sha256: hash.digest() };
}
