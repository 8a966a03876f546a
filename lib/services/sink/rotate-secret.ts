import { setSinkSecrets } from '#db/queries/sinks.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { RotatedSecret } from '#lib/contracts/sink.ts';
import { addDays } from '#lib/domain/time.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { newSecret } from '#lib/sinks/webhook/sign.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireSink, sinkTarget } from './require-sink.ts';
import { openSecrets, sealSecrets } from './sealed-sink.ts';

/** Days for which the secret that was current until now signs too. */
const FORMER_DAYS = 1;

/**
 * Makes a new secret, which is in the answer only. For a day messages are signed with both; one that was former before ends
 * at once.
 * @throws Fault forbidden; not_found; conflict for kinds that sign nothing
 */
export async function rotateSecret(ctx: Context, sinkId: number): Promise<RotatedSecret> {
  permit(ctx, 'sink:write', 'organization');
  const now = ctx.now();
  const endsAt = addDays(now, FORMER_DAYS);
  const secret = newSecret();
  await inTransaction(ctx.sql, async (tx) => {
    const scope = { orgId: ctx.orgId, sinkId };
    const sink = await requireSink(tx, scope);
    const [current] = openSecrets(ctx, sink, now);
    if (current === undefined) throw new Fault('conflict', 'Messages of this kind are not signed: there is no secret.');
    const secrets = [
      { secret, createdAt: now.toISOString(), endsAt: null },
      { ...current, endsAt: endsAt.toISOString() },
    ];
    await setSinkSecrets(tx, scope, sealSecrets(ctx, ctx.orgId, secrets), endsAt);
    await writeAudit(tx, auditSource(ctx), { verb: 'sink.secret_rotated', target: sinkTarget(sink) });
  });
  return { secret, former_ends_at: endsAt.toISOString() };
}
