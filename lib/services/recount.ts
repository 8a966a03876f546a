import type { Sql } from '#db/client.ts';
import { type Difference, findOrganizationDifferences, listAllRepositories } from '#db/queries/recount.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { inSnapshot } from '#db/transaction.ts';
import { findAllDifferences } from './find-all-differences.ts';

/**
 * Compares every stored counter of every organization with a recount, every finding's state with its sightings, and what it
 * has of feeds with these.
 * One snapshot per repository, and one per organization; safe while imports run.
 */
export async function recount(sql: Sql): Promise<{ differences: Difference[] }> {
  const found: Difference[] = [];
  for (const { orgId, repoId, fullName } of await listAllRepositories(sql)) {
    const differences = await inSnapshot(sql, (tx) => findAllDifferences(tx, { orgId, repoId }, fullName));
    found.push(...differences);
  }
  for (const orgId of await listOrganizationIds(sql)) {
    found.push(...(await inSnapshot(sql, (tx) => findOrganizationDifferences(tx, { orgId }))));
  }
  return { differences: found };
}
