import type { Transaction } from '#db/client.ts';
import { type ActionEventRow, columnsOfWork, insertActionEvents, updateWork, workOf } from '#db/queries/action-work.ts';
import { lockUnseenWork } from '#db/queries/assignees.ts';
import { deleteUnseenWatches } from '#db/queries/watches.ts';
import { changeWork } from '#lib/domain/action/work.ts';
import { tellOfWork } from './tell-of-work.ts';

/**
 * Takes work from people and teams who are gone, or do not see its repository any more; they watch nothing there either. To be called in the transaction of
 * every change of who sees what, after it: work never belongs to somebody who cannot look at it.
 */
export async function releaseUnseen(
  tx: Transaction,
  { orgId, now }: { orgId: number; now: Date },
  userId: number | null = null,
): Promise<void> {
  await deleteUnseenWatches(tx, { orgId });
  const rows = await lockUnseenWork(tx, { orgId });
  if (rows.length === 0) return;
  const released = rows.flatMap((row) => {
    const before = workOf(row);
    const changed = changeWork(before, { change: 'assign', to: null }, now);
    return typeof changed === 'string' ? [] : [{ row, before, changed }];
  });
  await updateWork(
    tx,
    { orgId },
    released.map(({ row, changed }) => ({
      ...{ repoId: row.repoId, actionNumber: row.number, revision: row.revision + 1 },
      ...columnsOfWork(changed.work),
    })),
  );
  await insertActionEvents(
    tx,
    { orgId },
    released.map(({ row, before, changed }): ActionEventRow => {
      const detail = { ...(before.assignee === null ? {} : { assignee: before.assignee }), lostSight: true as const };
      return {
        ...{ repoId: row.repoId, actionNumber: row.number, at: now, kind: changed.event },
        ...{ upload: 0, userId, revision: row.revision + 1, detail },
      };
    }),
  );
  await tellOfWork(tx, { orgId, now, userId }, released);
}
