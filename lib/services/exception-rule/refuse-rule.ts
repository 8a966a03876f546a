import { decideRule } from '#db/queries/exception-rules.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionNote } from '#lib/contracts/exception.ts';
import { permit } from '#lib/permit.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { decideAboutRule } from './decide-about-rule.ts';
import { noteRule } from './note-rule.ts';

/** Refuses a rule that was asked for. @throws Fault not_found, forbidden; conflict when it was decided meanwhile */
export async function refuseRule(ctx: Context, ruleId: number, { note }: ExceptionNote): Promise<void> {
  permit(ctx, 'exception:decide', 'organization');
  await decideAboutRule(ctx, ruleId, 'refuse', async (tx, rule) => {
    await decideRule(tx, { orgId: ctx.orgId, ruleId }, { state: 'refused', by: actedBy(ctx), note });
    await noteRule(ctx, tx, 'exception.rule_refused', rule, { asked_by: rule.requesterName, note });
  });
}
