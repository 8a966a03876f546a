import { findPersonAlerts, startReader, upsertPersonAlerts } from '#db/queries/alerts.ts';
import { findOutboxEnd } from '#db/queries/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { OwnAlertsChange } from '#lib/contracts/alert.ts';
import { DEFAULT_SCORE_DROP } from '#lib/domain/sink/sink.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requirePerson } from '../user/require-person.ts';

/** Changes what the caller is told of by mail, from now on. @throws Fault forbidden */
export async function changeOwnAlerts(ctx: Context, change: OwnAlertsChange): Promise<void> {
  const { id, name } = await requirePerson(ctx);
  await inTransaction(ctx.sql, async (tx) => {
    const before = await findPersonAlerts(tx, ctx, id);
    const kept = { from: before?.quietFrom ?? null, to: before?.quietTo ?? null };
    const quiet = change.quiet_hours === undefined ? kept : minutesOf(change.quiet_hours);
    const after = {
      kinds: [...new Set(change.kinds ?? before?.kinds ?? [])],
      scoreDrop: change.score_drop ?? before?.scoreDrop ?? DEFAULT_SCORE_DROP,
      ...{ quietFrom: quiet.from, quietTo: quiet.to },
      stopped: change.stopped ?? before?.stopped ?? false,
    };
    await upsertPersonAlerts(tx, ctx, id, after);
    await startReader(tx, ctx, id, await findOutboxEnd(tx));
    const target = { kind: 'person', id: String(id), name } as const;
    const detail = { kinds: after.kinds, quiet_hours: quiet.from !== null, stopped: after.stopped };
    await writeAudit(tx, auditSource(ctx), { verb: 'person.alerts_changed', target, detail });
  });
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function minutesOf(hours: OwnAlertsChange['quiet_hours']): { from: number | null; to: number | null } {
  return hours ? { from: minuteOf(hours.from), to: minuteOf(hours.to) } : { from: null, to: null };
}
