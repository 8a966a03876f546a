import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { countLiveRules, insertRule } from '#db/queries/exception-rules.ts';
import { addJob } from '#db/queries/jobs.ts';
import { lockOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { conditionsOf } from '#lib/contracts/conditions-of.ts';
import type { RuleRequest } from '#lib/contracts/exception-rule.ts';
import { MOST_RULES } from '#lib/domain/decision/exception-rule.ts';
import { firstExceptionState } from '#lib/domain/decision/judge-decision.ts';
import { Fault } from '#lib/errors.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { settleRuleJob } from '#lib/jobs/settle-rule.ts';
import { permit } from '#lib/permit.ts';
import { actedBy, deciderOf } from '#lib/views/exception/decider-of.ts';

import { requireExpiry } from '../exception/require-expiry.ts';
import { noteRule } from './note-rule.ts';
import { requireRuleReach } from './require-rule-reach.ts';

/**
 * Asks for a rule of exceptions. It is in force at once where the caller may decide and one person is enough; else it waits
 * for somebody who decides.
 * @returns its id
 * @throws Fault forbidden; invalid_input for an end that the policy does not allow, or for more than the caller sees;
 *   conflict when there are as many rules as there can be
 */
export async function requestRule(ctx: Context, request: RuleRequest): Promise<number> {
  permit(ctx, 'exception:request', 'repositories');
  const conditions = conditionsOf(request.conditions);
  await requireRuleReach(ctx, conditions);
  const { kind, reason, evidence_url: evidenceUrl } = request;
  return inTransaction(ctx.sql, async (tx) => {
    // They are counted: nobody else adds one meanwhile.
    await lockOrganization(tx, ctx.orgId);
    const policy = await findExceptionPolicy(tx, ctx);
    const expiresAt = requireExpiry(kind, request.expires_at, policy, ctx.now());
    if ((await countLiveRules(tx, ctx)) >= MOST_RULES) {
      const sentence = `There are ${MOST_RULES} rules that wait or are in force, the most that there can be: end one that is not needed any more.`;
      throw new Fault('conflict', sentence);
    }
    const requester = actedBy(ctx);
    const decider = firstExceptionState(deciderOf(ctx, null), policy) === 'in_force' ? requester : null;
    const rule = { kind, conditions, reason, evidenceUrl, expiresAt };
    const id = await insertRule(tx, ctx, rule, { requester, decider });
    if (decider !== null) await addJob(tx, orderOf(settleRuleJob, { orgId: ctx.orgId, ruleId: id }));
    await noteRule(ctx, tx, decider === null ? 'exception.rule_requested' : 'exception.rule_approved', { id, ...rule });
    return id;
  });
}
