import { ensureMonths } from '#db/partitions.ts';
import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { findBatch } from '#db/queries/exceptions-bulk.ts';
import { endExceptions, findExceptions } from '#db/queries/exceptions-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { BatchResult } from '#lib/contracts/exception-bulk.ts';
import { judgeDecision } from '#lib/domain/decision/judge-decision.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { actedBy, deciderOf } from '#lib/views/exception/decider-of.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { inRepositories } from './in-repositories.ts';
import { settleDecisions } from './settle-decisions.ts';
import { tellExceptions } from './tell-exceptions.ts';

/**
 * Takes back everything that was decided together and is still alive, in one transaction.
 * @throws Fault not_found when there is nothing; forbidden unless the caller asked for it or decides
 */
export async function undoBatch(ctx: Context, batch: string): Promise<BatchResult> {
  permit(ctx, 'exception:request', 'repositories');
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  return inTransaction(ctx.sql, async (tx) => {
    const policy = await findExceptionPolicy(tx, ctx);
    const members = await findBatch(tx, ctx.readScope, batch);
    if (members.length === 0) throw new Fault('not_found', 'There is no such batch, or nothing of it is alive.');
    const done = await inRepositories(tx, { orgId: ctx.orgId, now }, members, async (at, own) => {
      const found = await findExceptions(
        tx,
        at.scope,
        own.map(({ number }) => number),
      );
      const by = deciderOf(ctx, at.repository.fullName);
      const alive = found.filter(({ state }) => state === 'requested' || state === 'in_force');
      for (const one of alive) {
        const refusal = judgeDecision(
          'withdraw',
          { ...one, decidedByName: one.deciderName, endedByName: null },
          by,
          policy,
        );
        if (refusal !== null) throw new Fault(refusal.code, refusal.sentence);
      }
      const numbers = alive.map(({ number }) => number);
      await endExceptions(tx, at.scope, numbers, { state: 'withdrawn', at: now, by: actedBy(ctx), reason: null });
      const changes = new Changes();
      const inForce = alive.filter(({ state }) => state === 'in_force');
      const back = inForce.map(({ findingNumber }) => ({ number: findingNumber, detail: { why: 'withdrawn' } }));
      await settleDecisions(at, changes, null, back);
      await commit(at, changes, { upload: 0, ...causeOf(ctx) });
      await tellExceptions(at, 'exception_withdrawn', alive, { userId: ctx.userId });
      return alive.length;
    });
    const findings = done.reduce((sum, count) => sum + count, 0);
    const target = await organizationTarget(tx, ctx.orgId);
    await writeAudit(tx, auditSource(ctx), { verb: 'exception.withdrawn', target, detail: { batch, findings } });
    return { findings };
  });
}
