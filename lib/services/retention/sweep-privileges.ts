import { addStoredBytes } from '#db/queries/delivery-rates.ts';
import { listOrganizationsOfToday } from '#db/queries/demo.ts';
import { findOrganization, type Organization } from '#db/queries/organizations.ts';
import { dropUnusedPathSets } from '#db/queries/paths-write.ts';
import {
  dropUnusedSnapshots,
  type Floor,
  findFloors,
  markInventoriesRemoved,
  removeBelow,
  removePathsBelow,
} from '#db/queries/privilege-retention.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import { removablePrivileges } from '#lib/domain/retention/keep-privileges.ts';
import type { BoundSystem, System } from '#lib/system.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { dropBytes } from '../upload/drop-bytes.ts';
import { policyOf } from './policy-source.ts';

type Sweeping = Pick<BoundSystem, 'sql' | 'blobs' | 'now' | 'log'>;

/**
 * Removes snapshots of who may do what that are older than their organization's policy allows, with what they changed, the paths
 * that closed before, and the stored inventories that they were read from. What stands stays, and since when. Safe to repeat.
 */
export async function sweepPrivileges(system: Pick<System, 'systemSql' | 'blobs' | 'now' | 'log'>): Promise<void> {
  for (const orgId of await listOrganizationsOfToday(system.systemSql)) {
    const sql = system.systemSql.boundTo(orgId);
    const organization = await findOrganization(sql, orgId);
    if (organization !== null) await sweepOrganization({ ...system, sql }, organization);
  }
}

async function sweepOrganization(system: Sweeping, organization: Organization): Promise<void> {
  const before = removablePrivileges(organization.keepPrivilegesDays, system.now());
  if (before === null) return;
  const scope = { orgId: organization.id };
  const floors = await findFloors(system.sql, scope, before);
  for (const floor of floors) await sweepSystem(system, organization, floor);
  if (floors.length > 0) system.log.info({ ...scope, systems: floors.length }, 'removed old snapshots by policy');
}

/** In one transaction with the row that imports lock, so that none compares with what goes. */
async function sweepSystem(system: Sweeping, organization: Organization, floor: Floor): Promise<void> {
  const scope = { orgId: organization.id, repoId: floor.repoId };
  const now = system.now();
  const removed = await inTransaction(system.sql, async (tx) => {
    await lockRepository(tx, scope);
    const gone = await removeBelow(tx, scope, floor, now);
    await removePathsBelow(tx, scope, floor);
    await dropUnusedPathSets(tx, scope);
    await dropUnusedSnapshots(tx, scope);
    const inventories = await markInventoriesRemoved(tx, scope, floor, now);
    const bytes = inventories.reduce((sum, row) => sum + row.storedBytes, 0);
    await addStoredBytes(tx, scope, -bytes);
    const target = targetOfOrganization(organization);
    const detail = { system: floor.system, ...gone, inventories: inventories.length, bytes };
    await writeAudit(tx, policyOf(scope.orgId, now), {
      ...{ verb: 'privilege.removed' as const, target },
      detail: { ...detail, keep_days: organization.keepPrivilegesDays },
    });
    return inventories;
  });
  await dropBytes(
    system,
    removed.map(({ blob }) => blob),
  );
}
