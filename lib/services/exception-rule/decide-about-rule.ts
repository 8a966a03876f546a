import type { Transaction } from '#db/client.ts';
import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { type ExceptionRule, lockRule } from '#db/queries/exception-rules.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionPolicy } from '#lib/domain/decision/exception.ts';
import { type DecisionAct, judgeDecision } from '#lib/domain/decision/judge-decision.ts';
import { Fault } from '#lib/errors.ts';
import { deciderOf } from '#lib/views/exception/decider-of.ts';
import { requireVisibleRule } from '#lib/views/exception-rule/require-visible-rule.ts';

/**
 * Does something to a rule under its lock, so that the second of two who decide at once is told what the first one did.
 * @param work gets the rule also as it was `found` before this request waited for the lock
 * @throws Fault not_found where the caller does not see it; conflict or forbidden by the rules of decisions
 */
export async function decideAboutRule(
  ctx: Context,
  ruleId: number,
  act: DecisionAct,
  work: (tx: Transaction, rule: ExceptionRule, policy: ExceptionPolicy, found: ExceptionRule) => Promise<void>,
): Promise<void> {
  const found = await requireVisibleRule(ctx, ctx.sql, ruleId);
  await inTransaction(ctx.sql, async (tx) => {
    const policy = await findExceptionPolicy(tx, ctx);
    const rule = await lockRule(tx, { orgId: ctx.orgId, ruleId });
    if (rule === null) throw new Fault('not_found', 'There is no such rule.');
    const decidable = { ...rule, what: 'rule', decidedByName: rule.deciderName, endedByName: rule.enderName } as const;
    const refusal = judgeDecision(act, decidable, deciderOf(ctx, null), policy);
    if (refusal !== null) throw new Fault(refusal.code, refusal.sentence);
    await work(tx, rule, policy, found);
  });
}
