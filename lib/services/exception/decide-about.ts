import { ensureMonths } from '#db/partitions.ts';
import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { type Exception, findExceptions } from '#db/queries/exceptions-write.ts';
import { findRepositoryForUpdate } from '#db/queries/repositories.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionPolicy } from '#lib/domain/decision/exception.ts';
import { type DecisionAct, judgeDecision } from '#lib/domain/decision/judge-decision.ts';
import { Fault } from '#lib/errors.ts';
import { deciderOf } from '#lib/views/exception/decider-of.ts';
import type { LockedRepository } from '../ledger/changes.ts';

/**
 * Does something to one exception under the lock of its repository, so that the second of two who decide at once is told
 * what the first one did.
 * @throws Fault conflict or forbidden by the rules of decisions; not_found when it is gone meanwhile
 */
export async function decideAbout<T>(
  ctx: Context,
  place: { orgId: number; repoId: number; number: number; fullName: string },
  act: DecisionAct,
  work: (at: LockedRepository, exception: Exception, policy: ExceptionPolicy) => Promise<T>,
): Promise<T> {
  const scope = { orgId: place.orgId, repoId: place.repoId };
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  return inTransaction(ctx.sql, async (tx) => {
    // Lock shared tables before the repository's own, as every transaction does: no deadlocks.
    const policy = await findExceptionPolicy(tx, scope);
    const repository = await findRepositoryForUpdate(tx, scope);
    await lockRepository(tx, scope);
    const [exception] = await findExceptions(tx, scope, [place.number]);
    if (!repository || repository.deletingAt !== null || !exception) {
      throw new Fault('not_found', 'There is no such exception.');
    }
    const decidable = { ...exception, decidedByName: exception.deciderName, endedByName: exception.enderName };
    const refusal = judgeDecision(act, decidable, deciderOf(ctx, repository.fullName), policy);
    if (refusal !== null) throw new Fault(refusal.code, refusal.sentence);
    return work({ tx, scope, repository, now }, exception, policy);
  });
}
