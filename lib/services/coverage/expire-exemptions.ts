import type { Sql } from '#db/client.ts';
import { type Exemption, endExemptions, findEndedExemptions } from '#db/queries/exemptions.ts';
import { findRepository } from '#db/queries/repositories.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BoundSystem } from '#lib/system.ts';
import { endOf } from '../exception/end-source.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { noteExemption } from './note-exemption.ts';

/** Ends exemptions whose time is over: their categories are expected again. Returns how many repositories failed. */
export async function expireExemptions(
  { sql, log }: Pick<BoundSystem, 'sql' | 'log'>,
  orgId: number,
  now: Date,
): Promise<number> {
  let failed = 0;
  const ended = Map.groupBy(await findEndedExemptions(sql, { orgId }, now), ({ repoId }) => repoId);
  for (const [repoId, exemptions] of ended) {
    try {
      await expire(sql, { orgId, repoId }, exemptions, now);
    } catch (error) {
      failed += 1;
      log.error({ err: error, orgId, repoId }, 'exemptions of a repository could not be ended');
    }
  }
  return failed;
}

async function expire(
  sql: Sql,
  scope: { orgId: number; repoId: number },
  found: readonly Exemption[],
  now: Date,
): Promise<void> {
  await inTransaction(sql, async (tx) => {
    await lockRepository(tx, scope);
    const repository = await findRepository(tx, scope);
    if (!repository || repository.deletingAt !== null) return;
    const at = { tx, scope, repository, now };
    // Withdrawn meanwhile is not expired.
    const live = new Set(
      await endExemptions(
        tx,
        scope,
        found.map(({ number }) => number),
        { state: 'expired', at: now, by: null },
      ),
    );
    const ended = found.filter(({ number }) => live.has(number));
    if (ended.length === 0) return;
    await commit(at, new Changes(), { upload: 0, userId: null });
    for (const one of ended) await noteExemption(at, endOf(scope.orgId, now), 'exemption.expired', one);
  });
}
