import type { Sql } from '#db/client.ts';
import { type Difference, findDifferences, listAllRepositories } from '#db/queries/recount.ts';
import { inSnapshot } from '#db/transaction.ts';

/**
 * Every stored counter of every organization compared with a recount, and every state with the sightings that it
 * follows from: law 9. Repository by repository, each in one snapshot; safe while imports run.
 */
export async function recount(sql: Sql): Promise<{ differences: Difference[] }> {
  const found: Difference[] = [];
  for (const { orgId, repoId, fullName } of await listAllRepositories(sql)) {
    const differences = await inSnapshot(sql, (tx) => findDifferences(tx, { orgId, repoId }, fullName));
    found.push(...differences);
  }
  return { differences: found };
}
