import { replayDelivery as markForReplay } from '#db/queries/deliveries.ts';
import { addJob } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { deliverEventsJob } from '#lib/jobs/deliver-events.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireSink, sinkTarget } from './require-sink.ts';

/** Sends one message once more, with the same id and content. @throws Fault forbidden; not_found */
export async function replayDelivery(ctx: Context, sinkId: number, delivery: number): Promise<void> {
  permit(ctx, 'sink:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const scope = { orgId: ctx.orgId, sinkId };
    const sink = await requireSink(tx, scope);
    const message = await markForReplay(tx, scope, delivery);
    if (message === null) throw new Fault('not_found', 'This sink has no such delivery that could be sent again.');
    await addJob(tx, orderOf(deliverEventsJob, scope));
    await writeAudit(tx, auditSource(ctx), { verb: 'sink.replayed', target: sinkTarget(sink), detail: { message } });
  });
}
