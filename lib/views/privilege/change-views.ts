import type { ListedChange } from '#db/queries/privilege-changes.ts';
import type { Context } from '#lib/context.ts';
import type { PrivilegeChange } from '#lib/contracts/privilege.ts';
import { principalNames, resourceNames } from './names-of.ts';
import type { Systems } from './systems-of.ts';

export async function changeViews(
  ctx: Context,
  rows: readonly ListedChange[],
  systems: Pick<Systems, 'byId'>,
): Promise<PrivilegeChange[]> {
  const people = rows.flatMap(({ repoId, principal, groupNumber, adminSample }) =>
    [principal, ...(groupNumber === null ? [] : [groupNumber]), ...adminSample].map((number) => ({ repoId, number })),
  );
  const things = rows.flatMap(({ repoId, resource }) => (resource === null ? [] : [{ repoId, number: resource }]));
  const [nameOf, resourceOf] = await Promise.all([principalNames(ctx, people), resourceNames(ctx, things)]);
  return rows.map((row) => ({
    system: systems.byId.get(row.repoId)?.fullName ?? '',
    ...{ snapshot: row.snapshot, number: row.number },
    at: row.at.toISOString(),
    way: row.way,
    principal: nameOf(row.repoId, row.principal),
    resource: row.resource === null ? null : resourceOf(row.repoId, row.resource),
    group: row.groupNumber === null ? null : nameOf(row.repoId, row.groupNumber),
    from_level: row.fromLevel,
    to_level: row.toLevel,
    admins: row.admins,
    admin_names: row.adminSample.map((number) => nameOf(row.repoId, number)),
    ...{ cause: row.cause, follows: row.follows },
  }));
}
