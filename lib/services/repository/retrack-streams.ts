import { adoptEvidence } from '#db/queries/evidence.ts';
import { findByNumbers } from '#db/queries/findings-write.ts';
import { findPresentNumbers, findStreams, trackStreams } from '#db/queries/streams.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import { isTracked } from '#lib/domain/stream/ref.ts';
import type { LockedRepository } from '../ledger/changes.ts';

const CHUNK = 5000;

/** Marks streams as tracked or not, by the repository's refs; returns the findings of those that changed, in pages. */
export async function retrackStreams(at: LockedRepository): Promise<AsyncIterable<KnownFinding[]> | []> {
  const { tx, scope, repository } = at;
  const streams = (await findStreams(tx, scope)).filter(
    (stream) => stream.tracked !== isTracked(stream.ref, repository),
  );
  if (streams.length === 0) return [];
  for (const tracked of [true, false]) {
    const ids = streams.filter((stream) => stream.tracked !== tracked).map((stream) => stream.id);
    if (ids.length === 0) continue;
    await trackStreams(tx, scope, ids, tracked);
    if (tracked) await adoptEvidence(tx, scope, ids);
  }
  return findingsOf(
    at,
    streams.map((stream) => stream.id),
  );
}

async function* findingsOf({ tx, scope }: LockedRepository, streams: number[]): AsyncGenerator<KnownFinding[]> {
  for (let after = 0; ; ) {
    const numbers = await findPresentNumbers(tx, scope, streams, after, CHUNK);
    if (numbers.length === 0) return;
    yield await findByNumbers(tx, scope, numbers);
    after = numbers.at(-1) ?? after;
  }
}
