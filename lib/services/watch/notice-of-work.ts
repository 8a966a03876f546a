import type { Transaction } from '#db/client.ts';
import { noteActionWatchers } from '#db/queries/action-watches.ts';
import type { Place } from '#db/queries/places.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import { GATHER_MINUTES } from '#lib/domain/watch/told-events.ts';

/** Notes, in the transaction of what happens to the work on actions, that those who watch these are to be mailed of it. */
export async function noticeOfWork(
  tx: Transaction,
  { orgId, now, userId }: { orgId: number; now: Date; userId: number | null },
  places: readonly Place[],
): Promise<void> {
  const dueAt = new Date(now.getTime() + GATHER_MINUTES * MINUTE_MS);
  await noteActionWatchers(tx, { orgId }, places, { by: userId, at: now, dueAt });
}
