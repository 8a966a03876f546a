import type { Sql } from '#db/client.ts';
import { revokeSession } from '#db/queries/sessions.ts';
import { inTransaction } from '#db/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';

/** Signs out: from the next request on, this session's cookie is refused. */
export async function endSession(sql: Sql, sessionId: string, now: Date, source: string): Promise<void> {
  await inTransaction(sql, async (tx) => {
    const ended = await revokeSession(tx, sessionId, now);
    if (ended === null) return;
    const { orgId, userId, name } = ended;
    const by = { orgId, at: now, actor: { kind: 'person', id: userId, name } as const, source };
    await writeAudit(tx, by, { verb: 'session.signed_out', target: { kind: 'person', id: String(userId), name } });
  });
}
