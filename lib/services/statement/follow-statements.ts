import { ensureMonths } from '#db/partitions.ts';
import { findRepositoryForUpdate } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { findStandingDecisions } from '#db/queries/standing-decisions.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BoundSystem } from '#lib/system.ts';
import { adoptTrusted } from './adopt-trusted.ts';
import { endUnfounded } from './end-unfounded.ts';

/**
 * Makes what rests on statements in a repository what they say now: decisions whose statement was withdrawn, or whose
 * author says otherwise, end; statements of trusted authors are adopted. Safe to repeat: the second time nothing differs.
 */
export async function followStatements(system: BoundSystem, scope: RepositoryScope): Promise<void> {
  const now = system.now();
  await ensureMonths(system.systemSql, now);
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after;
    after = await inTransaction(system.sql, async (tx) => {
      // Lock shared tables before the repository's own, as every transaction does: no deadlocks.
      const repository = await findRepositoryForUpdate(tx, scope);
      await lockRepository(tx, scope);
      if (!repository || repository.deletingAt !== null) return null;
      const at = { tx, scope, repository, now };
      if (from === 0) await endUnfounded(at);
      return adoptTrusted(at, { ...(await findStandingDecisions(tx, scope, now)), after: from });
    });
  }
}
