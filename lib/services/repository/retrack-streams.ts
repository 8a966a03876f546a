import { addCounts } from '#db/queries/counts.ts';
import { findByNumbers } from '#db/queries/findings-write.ts';
import { findHeldNumbers, findStreams, trackStreams } from '#db/queries/streams.ts';
import { isTracked } from '#lib/domain/stream/ref.ts';
import { recountActions } from '../upload/apply/recount-actions.ts';
import { settleStates } from '../upload/apply/settle-states.ts';
import type { Work } from '../upload/apply/work.ts';
import { writeEvents } from '../upload/apply/write-events.ts';

const CHUNK = 5000;

/** Brings streams in line with the refs that the repository tracks, and the findings that they hold with them. */
export async function retrackStreams(work: Work, userId: number | null): Promise<void> {
  const { tx, scope, repository } = work;
  const streams = (await findStreams(tx, scope)).filter(
    (stream) => stream.tracked !== isTracked(stream.ref, repository),
  );
  if (streams.length === 0) return;
  for (const tracked of [true, false]) {
    const ids = streams.filter((stream) => stream.tracked !== tracked).map((stream) => stream.id);
    if (ids.length > 0) await trackStreams(tx, scope, ids, tracked);
  }
  const ids = streams.map((stream) => stream.id);
  for (let after = 0; ; ) {
    const numbers = await findHeldNumbers(tx, scope, ids, after, CHUNK);
    if (numbers.length === 0) break;
    await settleStates(work, await findByNumbers(tx, scope, numbers));
    after = numbers.at(-1) ?? after;
  }
  await writeEvents(work, { upload: 0, userId });
  await addCounts(tx, scope, work.countDeltas());
  await recountActions(work);
}
