import { deleteSink as remove } from '#db/queries/sinks.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireSink, sinkTarget } from './require-sink.ts';

/** Deletes a sink with its log; what was not sent yet never is. @throws Fault forbidden; not_found */
export async function deleteSink(ctx: Context, sinkId: number): Promise<void> {
  permit(ctx, 'sink:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const scope = { orgId: ctx.orgId, sinkId };
    const sink = await requireSink(tx, scope);
    await remove(tx, scope);
    const detail = { kind: sink.kind, host: sink.host };
    await writeAudit(tx, auditSource(ctx), { verb: 'sink.deleted', target: sinkTarget(sink), detail });
  });
}
