import { findOrganization } from '#db/queries/organizations.ts';
import { findUser } from '#db/queries/users.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

export interface Account {
  name: string;
  email: string;
  role: string;
  organization: string;
}

/** The signed-in person. @throws Fault `forbidden` for a token, which has no account */
export async function getAccount(ctx: Context): Promise<Account> {
  permit(ctx, 'account:write', 'organization');
  const { orgId, userId, readSql: sql } = ctx;
  const [organization, user] = await Promise.all([
    findOrganization(sql, orgId),
    userId === null ? null : findUser(sql, { orgId }, userId),
  ]);
  if (user === null || !organization) throw new Fault('not_found', 'There is no such person.');
  return { name: user.name, email: user.email, role: user.role, organization: organization.name };
}
