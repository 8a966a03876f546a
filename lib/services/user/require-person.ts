import { findUser, type User } from '#db/queries/users.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

/** Somebody who can sign in. */
export type SignedInPerson = User & { accountId: number };

/** The signed-in person. @throws Fault `forbidden` for a token, which has no account */
export async function requirePerson(ctx: Context): Promise<SignedInPerson> {
  permit(ctx, 'account:write', 'organization');
  const user = ctx.userId === null ? null : await findUser(ctx.sql, { orgId: ctx.orgId }, ctx.userId);
  if (user === null || user.accountId === null) throw new Fault('not_found', 'There is no such person.');
  return { ...user, accountId: user.accountId };
}
