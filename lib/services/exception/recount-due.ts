import { ensureMonths } from '#db/partitions.ts';
import { findAllRepositories } from '#db/queries/organization-data.ts';
import { listOpenActions } from '#db/queries/repair.ts';
import { findRepository } from '#db/queries/repositories.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BoundSystem } from '#lib/system.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';

/** Counts due dates and scores of an organization's repositories anew, a transaction for each. Safe to repeat. */
export async function recountDue(system: BoundSystem, { orgId }: { orgId: number }): Promise<void> {
  const now = system.now();
  await ensureMonths(system.systemSql, now);
  for (const repoId of await findAllRepositories(system.sql, { orgId })) {
    await inTransaction(system.sql, async (tx) => {
      const scope = { orgId, repoId };
      await lockRepository(tx, scope);
      const repository = await findRepository(tx, scope);
      if (!repository || repository.deletingAt !== null) return;
      const changes = new Changes();
      changes.because = { touched: 'policy', others: 'policy' };
      changes.noted.push({ cause: 'policy', note: 'due_dates' });
      for (const number of await listOpenActions(tx, scope)) changes.actions.add(number);
      await commit({ tx, scope, repository, now }, changes, { upload: 0, userId: null });
    });
  }
}
