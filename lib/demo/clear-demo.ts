import type { Transaction } from '#db/client.ts';
import {
  deleteDemoDays,
  deleteDemoDecisions,
  deleteDemoStaff,
  findDemoRepositories,
  setOrganizationDemo,
} from '#db/queries/demo.ts';
import { deleteDemoEfforts } from '#db/queries/efforts.ts';
import { forgetFeeds, lockExploitation } from '#db/queries/exploitation.ts';
import { deleteSamples } from '#db/queries/feed-loads.ts';
import { addJobs } from '#db/queries/jobs.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { inTransaction } from '#db/transaction.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { followExploitationJob } from '#lib/jobs/follow-exploitation.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { auditSource } from '#lib/services/audit/audit-source.ts';
import { organizationTarget } from '#lib/services/audit/organization-target.ts';
import { writeAudit } from '#lib/services/audit/write-audit.ts';
import { deleteRepositoryRows } from '#lib/services/repository/delete-repository-rows.ts';
import { rollUpOrganization } from '#lib/services/rollup/roll-up-organization.ts';
import { dropBytes } from '#lib/services/upload/drop-bytes.ts';
import type { BoundSystem } from '#lib/system.ts';
import { DEMO_DOMAIN } from './people.ts';

export interface RemovedDemo {
  repositories: number;
  uploads: number;
}

/** Takes away what `removeDemo` says, for whoever holds the demo. */
export async function clearDemo(
  system: BoundSystem,
  orgId: number,
  byCommand: { operator: string | undefined } | undefined,
): Promise<RemovedDemo> {
  const { sql } = system;
  const scope = { orgId };
  const wasDemo = (await findOrganization(sql, orgId))?.demo ?? false;
  const repositories = await findDemoRepositories(sql, scope);
  const blobs = await inTransaction(sql, async (tx) => {
    const names: string[] = [];
    await deleteDemoEfforts(tx, scope);
    for (const repoId of repositories) names.push(...(await deleteRepositoryRows(tx, { ...scope, repoId })));
    await deleteDemoStaff(tx, scope, DEMO_DOMAIN);
    await deleteDemoDecisions(tx, scope);
    if (wasDemo) await deleteDemoDays(tx, scope);
    await setOrganizationDemo(tx, scope, false);
    await clearSamples(tx, scope);
    if (byCommand) {
      const by = auditSource({ ...operatorOf(orgId, byCommand.operator), now: system.now });
      await writeAudit(tx, by, { verb: 'demo.removed', target: await organizationTarget(tx, orgId) });
    }
    return names;
  });
  await dropBytes(system, blobs);
  if (wasDemo) await rollUpOrganization(sql, scope, system.now());
  return { repositories: repositories.length, uploads: blobs.length };
}

/** What samples of feeds say is taken away with them; findings of other repositories follow in jobs. */
async function clearSamples(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  await lockExploitation(tx, { orgId });
  const kinds = await deleteSamples(tx, { orgId });
  if (kinds === null) return;
  // Also where real files took their place: names that only samples had are left, without a value.
  const following = await forgetFeeds(tx, { orgId }, { epss: kinds.includes('epss'), kev: kinds.includes('kev') });
  await addJobs(
    tx,
    following.map((repoId) => orderOf(followExploitationJob, { orgId, repoId })),
  );
}
