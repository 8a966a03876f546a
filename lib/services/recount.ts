import type { Sql } from '#db/client.ts';
import {
  type Difference,
  findDifferences,
  findOrganizationDifferences,
  listAllRepositories,
} from '#db/queries/recount.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { inSnapshot } from '#db/transaction.ts';

/**
 * Compares every stored counter of every organization with a recount, and every finding's state with its sightings.
 * One snapshot per repository, and one per organization; safe while imports run.
 */
export async function recount(sql: Sql): Promise<{ differences: Difference[] }> {
  const found: Difference[] = [];
  for (const { orgId, repoId, fullName } of await listAllRepositories(sql)) {
    const differences = await inSnapshot(sql, (tx) => findDifferences(tx, { orgId, repoId }, fullName));
    found.push(...differences);
  }
  for (const orgId of await listOrganizationIds(sql)) {
    found.push(...(await inSnapshot(sql, (tx) => findOrganizationDifferences(tx, { orgId }))));
  }
  return { differences: found };
}
