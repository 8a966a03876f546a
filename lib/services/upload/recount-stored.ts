import { recountStoredBytes } from '#db/queries/delivery-rates.ts';
import { findChosenLimits } from '#db/queries/organizations.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { inTransaction } from '#db/transaction.ts';
import { effectiveLimits } from '#lib/domain/limits/effective-limits.ts';
import type { System } from '#lib/system.ts';
import { installationLimits } from '#lib/views/limits/installation-limits.ts';

/** Counts what every organization keeps anew, where it is limited: reports were refused, deleted or repeated meanwhile. */
export async function recountStored({ systemSql, env }: Pick<System, 'systemSql' | 'env'>): Promise<void> {
  for (const orgId of await listOrganizationIds(systemSql)) {
    await inTransaction(systemSql.boundTo(orgId), async (tx) => {
      const { storedBytes } = effectiveLimits(installationLimits(env), await findChosenLimits(tx, orgId));
      if (storedBytes !== null) await recountStoredBytes(tx, { orgId });
    });
  }
}
