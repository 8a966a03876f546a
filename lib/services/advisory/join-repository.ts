import { ensureMonths } from '#db/partitions.ts';
import { findRepository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BoundSystem } from '#lib/system.ts';
import { followNames } from './follow-names.ts';

/** Joins findings of a repository that turned out to be one problem. Safe to repeat. */
export async function joinRepository(system: BoundSystem, scope: RepositoryScope): Promise<void> {
  await ensureMonths(system.systemSql, system.now());
  await inTransaction(system.sql, async (tx) => {
    await lockRepository(tx, scope);
    const repository = await findRepository(tx, scope);
    if (repository) await followNames({ tx, scope, repository, now: system.now() });
  });
}
