import type { Sql } from '#db/client.ts';
import { findMemberships } from '#db/queries/accounts.ts';
import { deleteSecondFactor } from '#db/queries/second-factors.ts';
import { revokeSessionsOfAccount } from '#db/queries/sessions.ts';
import { findPerson } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { PeopleContext } from '../user/change-user.ts';

/**
 * Takes away the second factor of somebody who has lost it, and signs them out everywhere: their password is enough until
 * they set up another.
 * @throws Fault `forbidden`; `not_found`; `conflict` when there is none, or when another organization relies on it
 */
export async function resetSecondFactor(ctx: PeopleContext & { systemSql: Sql }, userId: number): Promise<void> {
  permit(ctx, 'user:write', 'organization');
  await inTransaction(ctx.systemSql, async (tx) => {
    const person = await findPerson(tx, { orgId: ctx.orgId }, userId);
    if (person === null)
      throw new Fault('not_found', 'There is no such person. `GET /api/v1/users` lists those that there are.');
    const { accountId, name } = person;
    const memberships = accountId === null ? [] : await findMemberships(tx, accountId);
    // Whoever runs the installation may: commands come without a credential.
    if (ctx.credential !== null && memberships.some(({ orgId }) => orgId !== ctx.orgId)) {
      const command = '`plumbline user reset-second-factor`';
      throw new Fault(
        'conflict',
        `Other organizations rely on this second factor. Whoever runs Plumbline resets it: ${command}.`,
      );
    }
    if (accountId === null || !(await deleteSecondFactor(tx, accountId))) {
      throw new Fault('conflict', 'This person has no second factor.');
    }
    await revokeSessionsOfAccount(tx, accountId, ctx.now());
    const target = { kind: 'person', id: String(userId), name } as const;
    await writeAudit(tx, auditSource(ctx), { verb: 'person.second_factor_reset', target });
  });
}
