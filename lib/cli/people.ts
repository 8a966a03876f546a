import type { Sql } from '#db/client.ts';
import { findUserByEmail } from '#db/queries/users.ts';
import type { UserChange } from '#lib/contracts/user.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { Fault } from '#lib/errors.ts';
import { changeUser, type PeopleContext } from '#lib/services/user/change-user.ts';
import { chosenOrganization } from './chosen-organization.ts';
import { withInstallation } from './installation.ts';
import { operatorName } from './operator-name.ts';
import type { Io } from './verb.ts';

export type OperatorContext = PeopleContext & { systemSql: Sql };

/** Runs `work` for the organization with this slug, or the only one. @throws Fault `not_found` on an installation without one */
export function withPeople<T>(
  io: Io,
  slug: string | undefined,
  work: (ctx: OperatorContext) => Promise<T>,
): Promise<T> {
  return withInstallation(io, async ({ systemSql }) => {
    const organization = await chosenOrganization(systemSql, slug);
    if (organization === null) throw new Fault('not_found', 'There are no people yet.');
    return work({
      ...operatorOf(organization.id, operatorName(io.env)),
      sql: systemSql.boundTo(organization.id),
      systemSql,
      now: () => new Date(),
    });
  });
}

/** Runs `work` for the person with this address. @throws Fault `not_found` */
export function withPerson<T>(
  io: Io,
  { address, organization }: { address: string; organization: string | undefined },
  work: (ctx: OperatorContext, id: number) => Promise<T>,
): Promise<T> {
  return withPeople(io, organization, async (ctx) => {
    const user = await findUserByEmail(ctx.sql, { orgId: ctx.orgId }, address);
    if (user === null) throw new Fault('not_found', `There is nobody with the address ${address}.`);
    return work(ctx, user.id);
  });
}

/** Changes the person with this address. @throws Fault `not_found`; `conflict` for the last administrator */
export function changePerson(
  io: Io,
  whom: { address: string; organization: string | undefined },
  change: UserChange,
): Promise<void> {
  return withPerson(io, whom, (ctx, id) => changeUser(ctx, id, change));
}
