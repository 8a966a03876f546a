import type { Sql } from '#db/client.ts';
import { type Difference, findDifferences, listAllRepositories } from '#db/queries/recount.ts';
import { inSnapshot } from '#db/transaction.ts';

/**
 * Compares every stored counter of every organization with a recount, and every finding's state with its sightings.
 * One snapshot per repository; safe while imports run.
 */
export async function recount(sql: Sql): Promise<{ differences: Difference[] }> {
  const found: Difference[] = [];
  for (const { orgId, repoId, fullName } of await listAllRepositories(sql)) {
    const differences = await inSnapshot(sql, (tx) => findDifferences(tx, { orgId, repoId }, fullName));
    found.push(...differences);
  }
  return { differences: found };
}
