import { randomUUID } from 'node:crypto';
import { insertTestDelivery } from '#db/queries/deliveries.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { findSink } from '#db/queries/sinks.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { SinkTest } from '#lib/contracts/sink.ts';
import { permit } from '#lib/permit.ts';
import { SINKS } from '#lib/sinks/all.ts';
import { isAccepted } from '#lib/sinks/send/post.ts';
import { testTold } from '#lib/sinks/tell.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { messageIdOf } from './message-id.ts';
import { noSuchSink, requireSink, sinkTarget } from './require-sink.ts';
import { sendMessage } from './send-message.ts';

/**
 * Sends a test at once, beside what waits and whatever the sink's state; it comes into the log.
 * @throws Fault forbidden; not_found
 */
export async function testSink(ctx: Context, sinkId: number): Promise<SinkTest> {
  permit(ctx, 'sink:write', 'organization');
  const scope = { orgId: ctx.orgId, sinkId };
  const now = ctx.now();
  const [sink, organization] = await Promise.all([findSink(ctx.sql, scope), findOrganization(ctx.sql, ctx.orgId)]);
  if (sink === null) throw noSuchSink();
  const told = testTold(organization?.name ?? '', ctx.publicUrl, now, randomUUID());
  const message = { messageId: messageIdOf(scope, [told]), body: SINKS[sink.kind].bodyOf([told]) };
  const answer = await sendMessage(ctx, sink, message);
  const delivered = isAccepted(answer);
  await inTransaction(ctx.sql, async (tx) => {
    const target = sinkTarget(await requireSink(tx, scope));
    await insertTestDelivery(tx, scope, {
      ...message,
      ...{ events: ['test'], eventAt: now, createdAt: now, state: delivered ? 'delivered' : 'failed' },
      ...{ answer: answer.text, answerStatus: answer.status },
    });
    await writeAudit(tx, auditSource(ctx), {
      verb: 'sink.tested',
      target,
      detail: { status: answer.status, delivered },
    });
  });
  return { delivered, status: answer.status, answer: answer.text };
}
