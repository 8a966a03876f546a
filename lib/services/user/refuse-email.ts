import { setWantedEmail } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { PeopleContext } from './change-user.ts';
import { lockWish } from './lock-wish.ts';

/** Somebody keeps the present address. @throws Fault `forbidden`; `not_found`; `conflict` when they want no other */
export async function refuseEmail(ctx: PeopleContext, id: number): Promise<void> {
  permit(ctx, 'user:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const { name, email: from, wanted: to } = await lockWish(tx, ctx, id);
    await setWantedEmail(tx, { orgId: ctx.orgId }, id, null);
    const target = { kind: 'person', id: String(id), name } as const;
    await writeAudit(tx, auditSource(ctx), { verb: 'person.email_refused', target, detail: { from, to } });
  });
}
