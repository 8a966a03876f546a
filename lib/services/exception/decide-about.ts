import { type Exception, findExceptions } from '#db/queries/exceptions-write.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionPolicy } from '#lib/domain/decision/exception.ts';
import type { DecisionAct } from '#lib/domain/decision/judge-decision.ts';
import type { LockedRepository } from '../ledger/changes.ts';
import { decideLocked } from './decide-locked.ts';

/**
 * Does something to one exception under the lock of its repository.
 * @throws Fault conflict or forbidden by the rules of decisions; not_found when it is gone meanwhile
 */
export function decideAbout<T>(
  ctx: Context,
  { number, ...scope }: { orgId: number; repoId: number; number: number },
  act: DecisionAct,
  work: (at: LockedRepository, exception: Exception, policy: ExceptionPolicy) => Promise<T>,
): Promise<T> {
  return decideLocked(
    ctx,
    scope,
    act,
    { what: 'exception', find: async (tx, at) => (await findExceptions(tx, at, [number]))[0] ?? null },
    work,
  );
}
