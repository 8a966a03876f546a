import { revokeSessionsOfUser } from '#db/queries/sessions.ts';
import { endSetupCodes } from '#db/queries/setup-codes.ts';
import { eraseUser } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { PeopleContext } from './change-user.ts';
import { lockPerson } from './lock-person.ts';

/**
 * Removes a person for good: name, address and password are erased, and the address may be invited again as somebody new.
 * Findings and tokens that refer to the person say "Removed person"; reports that the person delivered and the audit
 * log keep the name of that time.
 * @throws Fault `forbidden`; `not_found`; `conflict` for the last administrator
 */
export async function removeUser(ctx: PeopleContext, id: number): Promise<void> {
  permit(ctx, 'user:write', 'organization');
  const scope = { orgId: ctx.orgId };
  const now = ctx.now();
  await inTransaction(ctx.sql, async (tx) => {
    const { name, role } = await lockPerson(tx, ctx, id, () => ({ kind: 'remove' }));
    await revokeSessionsOfUser(tx, scope, id, now);
    await endSetupCodes(tx, 'invite', id);
    await eraseUser(tx, scope, id, now);
    const target = { kind: 'person', id: String(id), name } as const;
    await writeAudit(tx, auditSource(ctx), { verb: 'person.removed', target, detail: { role } });
  });
}
