import { findRepository } from '#db/queries/repositories.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BoundSystem } from '#lib/system.ts';
import type { LockedRepository } from '../ledger/changes.ts';

/**
 * Does something in each of these repositories, transaction after transaction while `work` says that there is more. One
 * that fails keeps no other from its turn.
 * @throws Error at the end, when any failed
 */
export async function inEachRepository(
  { sql, log }: Pick<BoundSystem, 'sql' | 'log'>,
  { orgId, now }: { orgId: number; now: Date },
  repoIds: readonly number[],
  work: (at: LockedRepository) => Promise<boolean>,
): Promise<void> {
  let failed = 0;
  for (const repoId of repoIds) {
    const scope = { orgId, repoId };
    try {
      for (let more = true; more; ) {
        more = await inTransaction(sql, async (tx) => {
          await lockRepository(tx, scope);
          const repository = await findRepository(tx, scope);
          if (!repository || repository.deletingAt !== null) return false;
          return work({ tx, scope, repository, now });
        });
      }
    } catch (error) {
      failed += 1;
      log.error({ err: error, ...scope }, 'a rule of exceptions could not be followed in a repository');
    }
  }
  if (failed > 0) throw new Error(`a rule of exceptions could not be followed in ${failed} repositories`);
}
