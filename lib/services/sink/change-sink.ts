import { lockOrganization } from '#db/queries/organizations.ts';
import { type SinkRow, setSinkState, updateSink } from '#db/queries/sinks.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { SinkChange } from '#lib/contracts/sink.ts';
import type { AuditDetail } from '#lib/domain/audit/entry.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireSink, sinkTarget } from './require-sink.ts';
import { requireUrl } from './require-url.ts';
import { sealAddress } from './sealed-sink.ts';

/**
 * Changes what is sent, and where to; or pauses it. What failed before counts no more once the address is another one.
 * @throws Fault forbidden; invalid_input; not_found; conflict when another sink has the name
 */
export async function changeSink(ctx: Context, sinkId: number, change: SinkChange): Promise<void> {
  permit(ctx, 'sink:write', 'organization');
  const url = change.url === undefined ? null : requireUrl(ctx, change.url);
  await inTransaction(ctx.sql, async (tx) => {
    const scope = { orgId: ctx.orgId, sinkId };
    // Names are compared with those of the others: nobody else gives one meanwhile.
    await lockOrganization(tx, ctx.orgId);
    const before = await requireSink(tx, scope);
    const after = {
      name: change.name ?? before.name,
      ...(url === null
        ? { address: before.address, host: before.host }
        : { address: sealAddress(ctx, ctx.orgId, url.href), host: url.host }),
      events: change.events === undefined ? before.events : [...new Set(change.events)],
      scoreDrop: change.score_drop ?? before.scoreDrop,
    };
    if (!(await updateSink(tx, scope, after))) {
      throw new Fault('conflict', `There is another sink named "${after.name}". Choose another name.`);
    }
    const pauses = change.state === 'paused' && before.state !== 'paused';
    if (pauses) await setSinkState(tx, scope, 'paused');
    else if (url !== null) await setSinkState(tx, scope, before.state);
    const target = sinkTarget({ id: sinkId, name: after.name });
    const detail = detailOf(before, after, url !== null);
    if (detail !== null) await writeAudit(tx, auditSource(ctx), { verb: 'sink.changed', target, detail });
    if (pauses) await writeAudit(tx, auditSource(ctx), { verb: 'sink.paused', target });
  });
}

type Changed = Pick<SinkRow, 'name' | 'host' | 'events' | 'scoreDrop'>;

/** Only what is another; of the address its host. Null: nothing is. */
function detailOf(before: Changed, after: Changed, readdressed: boolean): AuditDetail | null {
  const detail = {
    ...(before.name === after.name ? {} : { former_name: before.name }),
    ...(readdressed ? { host: after.host } : {}),
    ...([...before.events].sort().join() === [...after.events].sort().join() ? {} : { events: after.events }),
    ...(before.scoreDrop === after.scoreDrop ? {} : { score_drop: after.scoreDrop }),
  };
  return Object.keys(detail).length === 0 ? null : detail;
}
