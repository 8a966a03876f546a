import { skipNextDelivery } from '#db/queries/deliveries.ts';
import { addJob } from '#db/queries/jobs.ts';
import { setSinkState } from '#db/queries/sinks.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ResumeSinkInput } from '#lib/contracts/sink.ts';
import { deliverEventsJob } from '#lib/jobs/deliver-events.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireSink, sinkTarget } from './require-sink.ts';

/**
 * Sends again, at once, from where it stopped: everything that happened meanwhile, in its order. Also for one that is
 * active and waits after a failure.
 * @throws Fault forbidden; not_found
 */
export async function resumeSink(ctx: Context, sinkId: number, input: ResumeSinkInput): Promise<void> {
  permit(ctx, 'sink:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const scope = { orgId: ctx.orgId, sinkId };
    const sink = await requireSink(tx, scope);
    const skipped = input.skip_failed && (await skipNextDelivery(tx, scope));
    await setSinkState(tx, scope, 'active');
    await addJob(tx, orderOf(deliverEventsJob, scope));
    const detail = { skipped_a_message: skipped };
    await writeAudit(tx, auditSource(ctx), { verb: 'sink.resumed', target: sinkTarget(sink), detail });
  });
}
