import { addJob } from '#db/queries/jobs.ts';
import { findOutboxPosition } from '#db/queries/outbox.ts';
import { moveSink } from '#db/queries/sinks.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ReplaySinkInput } from '#lib/contracts/sink.ts';
import { isAfter } from '#lib/domain/outbox/position.ts';
import { deliverEventsJob } from '#lib/jobs/deliver-events.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireSink, sinkTarget } from './require-sink.ts';

/**
 * Sends everything that happened from a time on once more, also what happened before the sink was made, as far as it is
 * kept. A message that was sent before keeps its id, so that receivers can tell.
 * @throws Fault forbidden; not_found
 */
export async function replaySink(ctx: Context, sinkId: number, { from }: ReplaySinkInput): Promise<void> {
  permit(ctx, 'sink:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const scope = { orgId: ctx.orgId, sinkId };
    const sink = await requireSink(tx, scope);
    const since = await findOutboxPosition(tx, scope, new Date(from));
    // Nothing is passed over: a time after the sink's place changes nothing.
    const place = { transaction: sink.transaction, id: sink.entry };
    if (!isAfter(since, place)) await moveSink(tx, scope, { from: place, to: since, claim: null });
    await addJob(tx, orderOf(deliverEventsJob, scope));
    await writeAudit(tx, auditSource(ctx), {
      verb: 'sink.replayed',
      target: sinkTarget(sink),
      detail: { since: from },
    });
  });
}
