import type { Transaction } from '#db/client.ts';
import { lockTracker, type TrackerRow, type TrackerScope } from '#db/queries/trackers.ts';
import type { AuditTarget } from '#lib/domain/audit/entry.ts';
import { Fault } from '#lib/errors.ts';

export const noSuchTracker = (): Fault =>
  new Fault('not_found', 'There is no such tracker. `GET /api/v1/trackers` lists those that there are.');

/** A tracker, for a change: nobody else changes it until the transaction ends. @throws Fault not_found */
export async function requireTracker(tx: Transaction, scope: TrackerScope): Promise<TrackerRow> {
  const tracker = await lockTracker(tx, scope);
  if (tracker === null) throw noSuchTracker();
  return tracker;
}

/** A tracker, as the audit log names it. */
export const trackerTarget = ({ id, name }: Pick<TrackerRow, 'id' | 'name'>): AuditTarget => ({
  kind: 'tracker',
  id: String(id),
  name,
});
