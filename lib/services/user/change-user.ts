import type { Sql } from '#db/client.ts';
import { revokeSessionsOfUser } from '#db/queries/sessions.ts';
import { endSetupCodes } from '#db/queries/setup-codes.ts';
import { setAccess } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { UserChange } from '#lib/contracts/user.ts';
import { permit } from '#lib/permit.ts';
import { lockPerson } from './lock-person.ts';

export interface PeopleContext extends Pick<Context, 'orgId' | 'principal' | 'readScope' | 'userId' | 'now'> {
  sql: Sql;
}

/**
 * Gives a person another role, or disables or enables them; what the change does not name stays. It counts from their
 * next request on; who is disabled loses all sessions and open invitations.
 * @throws Fault `forbidden`; `not_found`; `conflict` for the last administrator, and for raising one's own role
 */
export async function changeUser(ctx: PeopleContext, id: number, change: UserChange): Promise<void> {
  permit(ctx, 'user:write', 'organization');
  const scope = { orgId: ctx.orgId };
  const now = ctx.now();
  await inTransaction(ctx.sql, async (tx) => {
    const person = await lockPerson(tx, ctx, id, (is) => ({
      kind: 'change',
      role: change.role ?? is.role,
      disabled: change.disabled ?? is.disabled,
    }));
    const { role = person.role, disabled = person.disabled } = change;
    await setAccess(tx, scope, id, { role, disabled, now });
    if (!disabled) return;
    await revokeSessionsOfUser(tx, scope, id, now);
    await endSetupCodes(tx, 'invite', id);
  });
}
