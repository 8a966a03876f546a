import type { Sql } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import { findRepository } from '#db/queries/repositories.ts';
import { findRepositoriesToRescore, listOrganizationIds } from '#db/queries/rollup.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import { startOfDay } from '#lib/domain/time.ts';
import type { System } from '#lib/system.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { rollUpOrganization } from './roll-up-organization.ts';

/** Scores age without uploads: every repository that was not scored today is scored again, then each organization's day. */
export async function rollUp({ sql, now: clock }: Pick<System, 'sql' | 'now'>): Promise<void> {
  const now = clock();
  await ensureMonths(sql, now);
  for (const orgId of await listOrganizationIds(sql)) {
    const today = startOfDay(now);
    for (const repoId of await findRepositoriesToRescore(sql, { orgId }, today)) {
      await rescoreRepository(sql, { orgId, repoId }, now);
    }
    await rollUpOrganization(sql, { orgId }, now);
  }
}

/** One repository, a transaction of its own. */
export async function rescoreRepository(sql: Sql, scope: RepositoryScope, now: Date): Promise<void> {
  await inTransaction(sql, async (tx) => {
    await lockRepository(tx, scope);
    const repository = await findRepository(tx, scope);
    if (!repository) return;
    await commit({ tx, scope, repository, now }, new Changes(), { upload: 0, userId: null });
  });
}
