import { setWantedEmail } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requirePerson } from './require-person.ts';

/** The caller keeps the present address after all. @throws Fault `forbidden` for a token */
export async function withdrawEmail(ctx: Context): Promise<void> {
  const { id, name, wantedEmail } = await requirePerson(ctx);
  await inTransaction(ctx.sql, async (tx) => {
    if (!(await setWantedEmail(tx, { orgId: ctx.orgId }, id, null))) return;
    const target = { kind: 'person', id: String(id), name } as const;
    await writeAudit(tx, auditSource(ctx), { verb: 'person.email_withdrawn', target, detail: { to: wantedEmail } });
  });
}
