import type { Connection } from '#db/client.ts';
import { countBelow, findFloors, type RemovedPrivileges } from '#db/queries/privilege-retention.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { removablePrivileges } from '#lib/domain/retention/keep-privileges.ts';

/** What a policy of so many days removes now of the snapshots of all systems. */
export async function privilegesGoing(
  sql: Connection,
  scope: OrganizationScope,
  days: number | null,
  now: Date,
): Promise<RemovedPrivileges> {
  const sum: RemovedPrivileges = { snapshots: 0, changes: 0, inventories: 0, bytes: 0 };
  const before = removablePrivileges(days, now);
  if (before === null) return sum;
  for (const floor of await findFloors(sql, scope, before)) {
    const { snapshots, changes, inventories, bytes } = await countBelow(sql, scope, floor);
    sum.snapshots += snapshots;
    sum.changes += changes;
    sum.inventories += inventories;
    sum.bytes += bytes;
  }
  return sum;
}
