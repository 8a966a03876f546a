import { findAccount, lockAccount } from '#db/queries/accounts.ts';
import { deleteIdentity, listIdentities } from '#db/queries/identities.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { identityHandle } from '#lib/domain/sign-in/identity-handle.ts';
import { Fault } from '#lib/errors.ts';
import { requirePerson } from '../user/require-person.ts';
import { writeAuditEverywhere } from '../user/write-audit-everywhere.ts';

/**
 * The caller can no longer sign in with the identity that `handle` names.
 * @throws Fault `not_found`; `conflict` when it is the only way for the caller to sign in
 */
export async function unlinkIdentity(ctx: Context, handle: string): Promise<void> {
  const { accountId } = await requirePerson(ctx);
  await inTransaction(ctx.systemSql, async (tx) => {
    // Of two that are unlinked at once, the second one sees that it is the last.
    await lockAccount(tx, accountId);
    const all = await listIdentities(tx, accountId);
    const identity = all.find((one) => identityHandle(one) === handle);
    if (identity === undefined) throw new Fault('not_found', 'There is no such way to sign in.');
    const account = await findAccount(tx, accountId);
    if (all.length === 1 && account?.passwordHash == null) {
      throw new Fault(
        'conflict',
        'This is your only way to sign in. Ask an administrator for a link to set a password first.',
      );
    }
    await deleteIdentity(tx, accountId, identity);
    const detail = { provider: identity.provider, subject: identity.subject };
    await writeAuditEverywhere(tx, ctx, accountId, { verb: 'person.identity_unlinked', detail });
  });
}
