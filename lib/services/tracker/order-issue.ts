import { randomBytes } from 'node:crypto';
import { insertIssue, reorderIssue } from '#db/queries/action-issues.ts';
import { findAction } from '#db/queries/actions-read.ts';
import { addJob } from '#db/queries/jobs.ts';
import { findTracker } from '#db/queries/trackers.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { OrderIssueBody } from '#lib/contracts/tracker.ts';
import { projectOf } from '#lib/domain/tracker/tracker.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId } from '#lib/ids.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { workIssuesJob } from '#lib/jobs/work-issues.ts';
import { permit } from '#lib/permit.ts';
import { ticketOf } from '#lib/views/action/action-ticket.ts';
import { getAction } from '#lib/views/action/get-action.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';

/**
 * Orders an issue of an action: a job makes it. Its text is that of the action's ticket as the caller sees it. An action has
 * one issue in a tracker: of two who order it at once, one is told that it is ordered already.
 * @returns whether it was ordered now
 * @throws Fault not_found; conflict for what ends by itself or is closed; unprocessable where no project is set
 */
export async function orderIssue(ctx: Context, id: string, { tracker: trackerId }: OrderIssueBody): Promise<boolean> {
  permit(ctx, 'finding:write', 'repositories');
  if (decodeId('coverage', id) !== null) {
    throw new Fault('conflict', 'This ends by itself when a scanner reports: it needs no issue.');
  }
  const key = decodeId('action', id);
  const row = permit(ctx, 'finding:write', {
    what: 'action',
    row: key && (await findAction(ctx.sql, ctx.readScope, key)),
  });
  const { orgId, repoId, number, fullName } = row;
  if (row.open === 0) throw new Fault('conflict', 'This fix is closed: there is nothing to make an issue of.');
  const tracker = await findTracker(ctx.sql, { orgId, trackerId });
  if (tracker === null) throw new Fault('not_found', 'There is no such tracker.');
  const { kind, name } = tracker;
  const project = projectOf(kind, tracker.projects, fullName);
  if (project === null) {
    throw new Fault(
      'unprocessable',
      `No rule of ${name} says where issues of ${fullName} go. An administrator adds one.`,
    );
  }
  const now = ctx.now();
  const order = {
    ...{ actionNumber: number, trackerId, trackerKind: kind, project, createdAt: now, createdBy: ctx.credential.name },
    marker: randomBytes(12).toString('hex'),
    draft: ticketOf(await getAction(ctx, id), ctx.publicUrl),
  };
  return inTransaction(ctx.sql, async (tx) => {
    const scope = { orgId, repoId };
    const ordered = (await insertIssue(tx, scope, order)) || (await reorderIssue(tx, scope, order));
    if (!ordered) return false;
    await addJob(tx, orderOf(workIssuesJob, { orgId }));
    await writeAudit(tx, auditSource(ctx), {
      verb: 'action.issue_ordered',
      target: { kind: 'action', id, name: fullName },
      detail: { tracker: name, project },
    });
    return true;
  });
}
