import { findIdentity, insertIdentity } from '#db/queries/identities.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { Profile } from '#lib/domain/sign-in/profile.ts';
import type { Provider } from '#lib/domain/sign-in/provider.ts';
import type { SignInRefusal } from '#lib/domain/sign-in/refusal.ts';
import { requirePerson } from '../user/require-person.ts';
import { writeAuditEverywhere } from '../user/write-audit-everywhere.ts';

/** From now on the caller can sign in with this identity. Null when done; one that is the caller's already stays. */
export async function linkIdentity(ctx: Context, provider: Provider, profile: Profile): Promise<SignInRefusal | null> {
  const { accountId } = await requirePerson(ctx);
  return inTransaction(ctx.systemSql, async (tx) => {
    const input = { accountId, provider: provider.id, email: profile.email, now: ctx.now() };
    if (!(await insertIdentity(tx, profile, input))) {
      return (await findIdentity(tx, profile))?.accountId === accountId ? null : 'linked_elsewhere';
    }
    const detail = { provider: provider.id, subject: profile.subject };
    await writeAuditEverywhere(tx, ctx, accountId, { verb: 'person.identity_linked', detail });
    return null;
  });
}
