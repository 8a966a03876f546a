import { findAccount, findMemberships } from '#db/queries/accounts.ts';
import type { Context } from '#lib/context.ts';
import type { OwnSignInView } from '#lib/contracts/sign-in.ts';

/**
 * Who decides on another address of an account: an administrator of its only organization; the sign-in provider, where
 * there is no password; whoever runs Plumbline, where several organizations know the person by the address.
 */
export async function emailDecidedBy(
  { systemSql: sql }: Pick<Context, 'systemSql'>,
  accountId: number,
): Promise<OwnSignInView['email']['decided_by']> {
  const [account, memberships] = await Promise.all([findAccount(sql, accountId), findMemberships(sql, accountId)]);
  if (account?.passwordHash == null) return 'provider';
  return memberships.length > 1 ? 'operator' : 'administrator';
}
