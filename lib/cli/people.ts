import type { Sql } from '#db/client.ts';
import { firstOrganization } from '#db/queries/organizations.ts';
import { findUserByEmail } from '#db/queries/users.ts';
import type { UserChange } from '#lib/contracts/user.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { Fault } from '#lib/errors.ts';
import { changeUser, type PeopleContext } from '#lib/services/user/change-user.ts';
import { withInstallation } from './installation.ts';
import type { Io } from './verb.ts';

/** Runs `work` for the organization that commands act on. @throws Fault `not_found` on an installation without one */
export function withPeople<T>(io: Io, work: (ctx: PeopleContext & { systemSql: Sql }) => Promise<T>): Promise<T> {
  return withInstallation(io, async ({ sql, systemSql }) => {
    const organization = await firstOrganization(sql);
    if (organization === null) throw new Fault('not_found', 'There are no people yet.');
    return work({ ...operatorOf(organization.id), sql, systemSql, now: () => new Date() });
  });
}

/** Changes the person with this address. @throws Fault `not_found`; `conflict` for the last administrator */
export function changePerson(io: Io, address: string, change: UserChange): Promise<void> {
  return withPeople(io, async (ctx) => {
    const user = await findUserByEmail(ctx.sql, { orgId: ctx.orgId }, address);
    if (user === null) throw new Fault('not_found', `There is nobody with the address ${address}.`);
    await changeUser(ctx, user.id, change);
  });
}
