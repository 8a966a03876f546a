import { leaveIssues } from '#db/queries/action-issues.ts';
import { deleteTracker as remove } from '#db/queries/trackers.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireTracker, trackerTarget } from './require-tracker.ts';

/** Removes a tracker with its credentials. Links to its issues stay. @throws Fault forbidden; not_found */
export async function deleteTracker(ctx: Context, trackerId: number): Promise<void> {
  permit(ctx, 'sink:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const scope = { orgId: ctx.orgId, trackerId };
    const tracker = await requireTracker(tx, scope);
    await leaveIssues(tx, scope);
    await remove(tx, scope);
    const { kind, address } = tracker;
    const detail = { kind, address };
    await writeAudit(tx, auditSource(ctx), { verb: 'tracker.deleted', target: trackerTarget(tracker), detail });
  });
}
