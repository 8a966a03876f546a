import { listLiveSessions, revokeSession } from '#db/queries/sessions.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { sessionHandle } from '#lib/domain/access/session-handle.ts';
import { Fault } from '#lib/errors.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requirePerson } from './require-person.ts';

/**
 * Signs the caller out where `handle` (of the list of sessions) says.
 * @throws Fault `forbidden` for a token; `not_found` for a session that has ended or is somebody else's
 */
export async function endOwnSession(ctx: Context, handle: string): Promise<void> {
  const { id, name, accountId } = await requirePerson(ctx);
  const now = ctx.now();
  await inTransaction(ctx.systemSql, async (tx) => {
    const live = await listLiveSessions(tx, accountId, now);
    const session = live.find((one) => sessionHandle(one.id) === handle);
    if (session === undefined) throw new Fault('not_found', 'There is no such session; it may have ended already.');
    await revokeSession(tx, session.id, now);
    const target = { kind: 'person', id: String(id), name } as const;
    await writeAudit(tx, auditSource(ctx), { verb: 'session.ended', target, detail: { sessions: 'one' } });
  });
}
