import type { Transaction } from '#db/client.ts';
import { lockBulk } from '#db/queries/exceptions-bulk.ts';
import { findRepositoryForUpdate } from '#db/queries/repositories.ts';
import { lockRepository } from '#db/queries/streams.ts';
import type { LockedRepository } from '../ledger/changes.ts';

/**
 * Works on several repositories in one transaction, each locked, in the order of their ids. One such transaction runs at a
 * time in an organization. A repository that is gone is left out.
 */
export async function inRepositories<Item extends { repoId: number }, Result>(
  tx: Transaction,
  { orgId, now }: { orgId: number; now: Date },
  items: readonly Item[],
  work: (at: LockedRepository, items: readonly Item[]) => Promise<Result>,
): Promise<Result[]> {
  await lockBulk(tx, { orgId });
  const byRepository = [...Map.groupBy(items, (item) => item.repoId)].sort(([a], [b]) => a - b);
  const results: Result[] = [];
  for (const [repoId, own] of byRepository) {
    const scope = { orgId, repoId };
    const repository = await findRepositoryForUpdate(tx, scope);
    if (!repository || repository.deletingAt !== null) continue;
    await lockRepository(tx, scope);
    results.push(await work({ tx, scope, repository, now }, own));
  }
  return results;
}
