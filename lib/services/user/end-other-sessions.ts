import { revokeSessionsOfAccount } from '#db/queries/sessions.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requirePerson } from './require-person.ts';

/** Signs the caller out everywhere but in the session `current`. @throws Fault `forbidden` for a token */
export async function endOtherSessions(ctx: Context, current: string | null): Promise<void> {
  const { id, name, accountId } = await requirePerson(ctx);
  await inTransaction(ctx.systemSql, async (tx) => {
    await revokeSessionsOfAccount(tx, accountId, ctx.now(), current ?? '');
    const target = { kind: 'person', id: String(id), name } as const;
    await writeAudit(tx, auditSource(ctx), { verb: 'session.ended', target, detail: { sessions: 'all others' } });
  });
}
