import { decideRule } from '#db/queries/exception-rules.ts';
import { addJob } from '#db/queries/jobs.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionNote } from '#lib/contracts/exception.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { settleRuleJob } from '#lib/jobs/settle-rule.ts';
import { permit } from '#lib/permit.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { requireAhead } from '../exception/require-ahead.ts';
import { decideAboutRule } from './decide-about-rule.ts';
import { noteRule } from './note-rule.ts';

/**
 * Puts a rule that was asked for into force: imports follow it from now on, and a job makes what is open today follow.
 * @throws Fault not_found, forbidden (also for one's own request where two people must agree); conflict when it was decided
 *   meanwhile, or would have ended by now
 */
export async function approveRule(ctx: Context, ruleId: number, { note }: ExceptionNote): Promise<void> {
  permit(ctx, 'exception:decide', 'organization');
  await decideAboutRule(ctx, ruleId, 'approve', async (tx, rule) => {
    requireAhead(rule.expiresAt, ctx.now());
    await decideRule(tx, { orgId: ctx.orgId, ruleId }, { state: 'in_force', by: actedBy(ctx), note });
    await addJob(tx, orderOf(settleRuleJob, { orgId: ctx.orgId, ruleId }));
    await noteRule(ctx, tx, 'exception.rule_approved', rule, { asked_by: rule.requesterName, note });
  });
}
