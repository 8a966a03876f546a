import type { Transaction } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { findRepositoryForUpdate } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionPolicy } from '#lib/domain/decision/exception.ts';
import { type Decidable, type DecisionAct, judgeDecision } from '#lib/domain/decision/judge-decision.ts';
import { Fault } from '#lib/errors.ts';
import { deciderOf } from '#lib/views/exception/decider-of.ts';
import type { LockedRepository } from '../ledger/changes.ts';

type Stored = Omit<Decidable, 'what' | 'decidedByName' | 'endedByName'> & {
  deciderName: string | null;
  enderName: string | null;
};

/** What is decided about, of which kind, and how it is found under the lock. */
interface Decided<D extends Stored> {
  what: 'exception' | 'exemption';
  find: (tx: Transaction, scope: RepositoryScope) => Promise<D | null>;
}

/**
 * Decides about something of a repository under its lock, so that the second of two who decide at once is told what the first one did.
 * @throws Fault conflict or forbidden by the rules of decisions; not_found when it is gone meanwhile
 */
export async function decideLocked<D extends Stored, T>(
  ctx: Context,
  { orgId, repoId }: RepositoryScope,
  act: DecisionAct,
  { what, find }: Decided<D>,
  work: (at: LockedRepository, decided: D, policy: ExceptionPolicy) => Promise<T>,
): Promise<T> {
  const scope = { orgId, repoId };
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  return inTransaction(ctx.sql, async (tx) => {
    // Lock shared tables before the repository's own, as every transaction does: no deadlocks.
    const policy = await findExceptionPolicy(tx, scope);
    const repository = await findRepositoryForUpdate(tx, scope);
    await lockRepository(tx, scope);
    const decided = await find(tx, scope);
    if (!repository || repository.deletingAt !== null || decided === null) {
      throw new Fault('not_found', `There is no such ${what}.`);
    }
    const names = { decidedByName: decided.deciderName, endedByName: decided.enderName };
    const refusal = judgeDecision(act, { ...decided, ...names, what }, deciderOf(ctx, repository.fullName), policy);
    if (refusal !== null) throw new Fault(refusal.code, refusal.sentence);
    return work({ tx, scope, repository, now }, decided, policy);
  });
}
