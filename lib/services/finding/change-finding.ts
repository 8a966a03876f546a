import type { Transaction } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import { findByNumbers } from '#db/queries/findings-write.ts';
import { findRepositoryForUpdate } from '#db/queries/repositories.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import { Fault } from '#lib/errors.ts';
import type { LockedRepository } from '../ledger/changes.ts';

/**
 * Does something to one finding under the lock of its repository, so that the second of two sees what the first one did.
 * @param first what has to be locked or read before: shared tables come first, as in every transaction
 * @throws Fault not_found when it is gone meanwhile
 */
export async function changeFinding<T>(
  ctx: Context,
  place: { orgId: number; repoId: number; number: number },
  work: (at: LockedRepository, finding: KnownFinding) => Promise<T>,
  first: (tx: Transaction) => Promise<void> = async () => {},
): Promise<T> {
  const scope = { orgId: place.orgId, repoId: place.repoId };
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  return inTransaction(ctx.sql, async (tx) => {
    await first(tx);
    const repository = await findRepositoryForUpdate(tx, scope);
    await lockRepository(tx, scope);
    const [finding] = await findByNumbers(tx, scope, [place.number]);
    // Deleted, or joined with another one at this moment.
    if (!repository || repository.deletingAt !== null || !finding) {
      throw new Fault('not_found', 'There is no such finding.');
    }
    return work({ tx, scope, repository, now }, finding);
  });
}
