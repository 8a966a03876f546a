import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { countOfRules } from '#db/queries/exceptions-read.ts';
import type { Context } from '#lib/context.ts';
import type { RuleView } from '#lib/contracts/exception-rule.ts';
import { permit } from '#lib/permit.ts';
import { deciderOf } from '#lib/views/exception/decider-of.ts';
import { COUNT_LIMIT } from '#lib/views/total.ts';
import { requireVisibleRule } from './require-visible-rule.ts';
import { ruleViewOf } from './rule-view.ts';

/** One rule of exceptions. @throws Fault not_found */
export async function getRule(ctx: Context, ruleId: number): Promise<RuleView> {
  permit(ctx, 'finding:read', 'repositories');
  // Read from the primary: a replica may not have what was just decided.
  const rule = await requireVisibleRule(ctx, ctx.sql, ruleId);
  const [counts, policy] = await Promise.all([
    countOfRules(ctx.sql, ctx.readScope, [ruleId], COUNT_LIMIT + 1),
    findExceptionPolicy(ctx.sql, ctx),
  ]);
  return ruleViewOf(rule, counts.get(ruleId) ?? { inForce: 0, returned: 0 }, deciderOf(ctx, null), policy);
}
