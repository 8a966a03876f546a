import type { Sql } from '#db/client.ts';
import { findMemberships, setEmail } from '#db/queries/accounts.ts';
import { inTransaction } from '#db/transaction.ts';
import type { EmailConfirmation } from '#lib/contracts/user.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { PeopleContext } from './change-user.ts';
import { lockWish } from './lock-wish.ts';

/**
 * Gives somebody the address that they asked for; they sign in with it from then on. Their sessions go on.
 * @throws Fault `forbidden`; `not_found`; `conflict` when they want another one by now, for the caller's own wish, when
 *   several organizations know the person by the address, and when the address is taken
 */
export async function confirmEmail(
  ctx: PeopleContext & { systemSql: Sql },
  id: number,
  { email: to }: EmailConfirmation,
): Promise<void> {
  permit(ctx, 'user:write', 'organization');
  // Accounts are of no organization.
  await inTransaction(ctx.systemSql, async (tx) => {
    const { name, accountId, email: from, wanted } = await lockWish(tx, ctx, id);
    if (wanted !== to) throw new Fault('conflict', `${name} wants the address ${wanted} by now.`);
    const operator = 'whoever runs Plumbline changes it: `plumbline user email`';
    if (ctx.userId === id) throw new Fault('conflict', `Another administrator confirms your address, or ${operator}.`);
    if ((await findMemberships(tx, accountId)).length > 1) {
      throw new Fault('conflict', `Several organizations know this person by the address: ${operator}.`);
    }
    if (!(await setEmail(tx, accountId, to))) {
      throw new Fault('conflict', `Somebody with the address ${to} exists. Refuse it, and tell ${name}.`);
    }
    const target = { kind: 'person', id: String(id), name } as const;
    await writeAudit(tx, auditSource(ctx), { verb: 'person.email_changed', target, detail: { from, to } });
  });
}
