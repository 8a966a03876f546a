import { addCounts } from '#db/queries/counts.ts';
import { moveRepositoryDay } from '#db/queries/rescore.ts';
import { dayOf } from '#lib/domain/time.ts';
import type { Changes, LockedRepository } from './changes.ts';
import { recountActions } from './recount-actions.ts';
import { rescore } from './rescore.ts';
import { settleStates } from './settle-states.ts';
import { writeEvents } from './write-events.ts';

export interface Committed {
  introduced: number;
  reopened: number;
  fixed: number;
  score: { before: number | null; after: number | null };
}

/**
 * The only way to change anything that counts. Writes what follows from changes to a repository's findings, settings or
 * age, in this order: states, events, counters, actions, score, day. `by` is who caused it (upload 0: no upload).
 */
export async function commit(
  at: LockedRepository,
  changes: Changes,
  by: { upload: number; userId: number | null; confirms?: number | null },
): Promise<Committed> {
  await settleStates(at, changes);
  await writeEvents(at, changes.events, by);
  await addCounts(at.tx, at.scope, changes.countDeltas());
  await recountActions(at, changes.actions);
  const { before, after, detail, open } = await rescore(at, changes.uploads);
  const flows = changes.flows();
  await moveRepositoryDay(at.tx, at.scope, {
    day: dayOf(at.now),
    score: after,
    scoreDetail: { state: detail.state, waterfall: detail.waterfall },
    open,
    ...flows,
    uploads: changes.uploads,
  });
  return { ...flows, score: { before, after } };
}
