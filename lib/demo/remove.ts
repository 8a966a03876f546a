import { deleteDemoDays, deleteDemoStaff, findDemoRepositories, setOrganizationDemo } from '#db/queries/demo.ts';
import { findOrganization, firstOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { auditSource } from '#lib/services/audit/audit-source.ts';
import { organizationTarget } from '#lib/services/audit/organization-target.ts';
import { writeAudit } from '#lib/services/audit/write-audit.ts';
import { deleteRepositoryRows } from '#lib/services/repository/delete-repository-rows.ts';
import { rollUpOrganization } from '#lib/services/rollup/roll-up-organization.ts';
import { dropBytes } from '#lib/services/upload/drop-bytes.ts';
import type { System } from '#lib/system.ts';

import { DEMO_DOMAIN } from './people.ts';

export interface RemovedDemo {
  repositories: number;
  uploads: number;
}

/**
 * Removes the demo: repositories with everything of theirs (rows, bytes, the days that they made), teams and people.
 * @param options.byCommand a command orders it, which the audit log does not know yet
 */
export async function removeDemo(
  system: System,
  options: { orgId?: number; byCommand?: { operator: string | undefined } } = {},
): Promise<RemovedDemo> {
  const { systemSql } = system;
  const organization =
    options.orgId === undefined ? await firstOrganization(systemSql) : await findOrganization(systemSql, options.orgId);
  if (!organization) return { repositories: 0, uploads: 0 };
  const sql = systemSql.boundTo(organization.id);
  const scope = { orgId: organization.id };
  const repositories = await findDemoRepositories(sql, scope);
  const blobs = await inTransaction(sql, async (tx) => {
    const names: string[] = [];
    for (const repoId of repositories) names.push(...(await deleteRepositoryRows(tx, { ...scope, repoId })));
    await deleteDemoStaff(tx, scope, DEMO_DOMAIN);
    if (organization.demo) await deleteDemoDays(tx, scope);
    await setOrganizationDemo(tx, scope, false);
    if (options.byCommand) {
      const by = auditSource({ ...operatorOf(scope.orgId, options.byCommand.operator), now: system.now });
      await writeAudit(tx, by, { verb: 'demo.removed', target: await organizationTarget(tx, scope.orgId) });
    }
    return names;
  });
  await dropBytes({ ...system, sql }, blobs);
  if (organization.demo) await rollUpOrganization(sql, scope, system.now());
  return { repositories: repositories.length, uploads: blobs.length };
}
