import { lockOrganization } from '#db/queries/organizations.ts';
import { findOutboxEnd } from '#db/queries/outbox.ts';
import { countSinks, insertSink } from '#db/queries/sinks.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { CreateSinkInput } from '#lib/contracts/sink.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { SINKS } from '#lib/sinks/all.ts';
import { newSecret } from '#lib/sinks/webhook/sign.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { sinkTarget } from './require-sink.ts';
import { requireUrl } from './require-url.ts';
import { sealAddress, sealSecrets } from './sealed-sink.ts';

/** More would be a mistake of a script. */
const MOST_SINKS = 50;

/**
 * Makes a sink: events from now on are sent to it. Its secret is in the answer only.
 * @throws Fault forbidden; invalid_input; conflict when there is one of this name
 */
export async function createSink(ctx: Context, input: CreateSinkInput): Promise<{ id: number; secret: string | null }> {
  permit(ctx, 'sink:write', 'organization');
  const { orgId } = ctx;
  const now = ctx.now();
  const url = requireUrl(ctx, input.url);
  const secret = SINKS[input.kind].signs ? newSecret() : null;
  const events = [...new Set(input.events)];
  const row = {
    ...{ kind: input.kind, name: input.name, host: url.host, events, scoreDrop: input.score_drop, createdAt: now },
    address: sealAddress(ctx, orgId, url.href),
    secrets: secret === null ? null : sealSecrets(ctx, orgId, [{ secret, createdAt: now.toISOString(), endsAt: null }]),
  };
  const id = await inTransaction(ctx.sql, async (tx) => {
    await lockOrganization(tx, orgId);
    if ((await countSinks(tx, ctx)) >= MOST_SINKS) {
      throw new Fault('conflict', `There are ${MOST_SINKS} sinks, which is the most. Delete one first.`);
    }
    const made = await insertSink(tx, { orgId }, row, await findOutboxEnd(tx));
    if (made === null) throw new Fault('conflict', `There is a sink named "${input.name}". Choose another name.`);
    const detail = { kind: input.kind, host: url.host, events };
    await writeAudit(tx, auditSource(ctx), {
      verb: 'sink.created',
      target: sinkTarget({ id: made, name: input.name }),
      detail,
    });
    return made;
  });
  return { id, secret };
}
