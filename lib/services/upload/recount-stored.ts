import { recountStoredBytes } from '#db/queries/delivery-rates.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { inTransaction } from '#db/transaction.ts';
import type { System } from '#lib/system.ts';

/** Counts what every organization keeps anew, where it is limited: reports were refused, deleted or repeated meanwhile. */
export async function recountStored({ systemSql, env }: Pick<System, 'systemSql' | 'env'>): Promise<void> {
  if (env.STORED_REPORTS_GB === undefined) return;
  for (const orgId of await listOrganizationIds(systemSql)) {
    await inTransaction(systemSql.boundTo(orgId), (tx) => recountStoredBytes(tx, { orgId }));
  }
}
