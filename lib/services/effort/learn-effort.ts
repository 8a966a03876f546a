import { ensureMonths } from '#db/partitions.ts';
import { findRankedBefore } from '#db/queries/efforts.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BoundSystem } from '#lib/system.ts';
import { rescoreRepository } from '../rollup/roll-up.ts';
import { relearn } from './relearn.ts';

/**
 * Learns from an organization's own fixes how long each kind takes, then ranks the repositories for which that makes a
 * difference, a transaction for each. Safe to repeat: what was ranked since is not ranked again.
 */
export async function learnEffort(
  system: Pick<BoundSystem, 'sql' | 'systemSql' | 'now'>,
  { orgId }: { orgId: number },
): Promise<void> {
  await ensureMonths(system.systemSql, system.now());
  await inTransaction(system.sql, (tx) => relearn(tx, { orgId }, system.now()));
  for (const repoId of await findRankedBefore(system.sql, { orgId })) {
    await rescoreRepository(system.sql, { orgId, repoId }, system.now());
  }
}
