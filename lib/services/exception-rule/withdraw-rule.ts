import { endRule } from '#db/queries/exception-rules.ts';
import { addJob } from '#db/queries/jobs.ts';
import type { Context } from '#lib/context.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { settleRuleJob } from '#lib/jobs/settle-rule.ts';
import { permit } from '#lib/permit.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { decideAboutRule } from './decide-about-rule.ts';
import { noteRule } from './note-rule.ts';

/**
 * Takes a rule back, whether it waits or is in force: imports stop following it at once, and a job brings back what it hid.
 * @throws Fault not_found; forbidden unless the caller asked for it or decides; conflict when it ended meanwhile
 */
export async function withdrawRule(ctx: Context, ruleId: number): Promise<void> {
  permit(ctx, 'exception:request', 'repositories');
  await decideAboutRule(ctx, ruleId, 'withdraw', async (tx, rule) => {
    const scope = { orgId: ctx.orgId, ruleId };
    await endRule(tx, scope, { state: 'withdrawn', at: ctx.now(), by: actedBy(ctx) });
    if (rule.state === 'in_force') await addJob(tx, orderOf(settleRuleJob, scope));
    await noteRule(ctx, tx, 'exception.rule_withdrawn', rule, { was: rule.state });
  });
}
