import { setRuleEnd } from '#db/queries/exception-rules.ts';
import { addJob } from '#db/queries/jobs.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionExtension } from '#lib/contracts/exception.ts';
import { Fault } from '#lib/errors.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { settleRuleJob } from '#lib/jobs/settle-rule.ts';
import { permit } from '#lib/permit.ts';
import { requireExpiry } from '../exception/require-expiry.ts';
import { requireKnownEnd } from '../exception/require-known-end.ts';
import { decideAboutRule } from './decide-about-rule.ts';
import { noteRule } from './note-rule.ts';

/**
 * Gives a rule that is in force another end, counted anew by the policy's maximum: reports follow it until then from now
 * on, and a job moves the ends of the exceptions that it made. Those that somebody gave an end of their own keep it.
 * @throws Fault not_found, forbidden (also for one's own where two people must agree); invalid_input for an end that the
 *   policy does not allow; conflict when it is not in force, its time is over, or somebody has given it another end meanwhile
 */
export async function extendRule(ctx: Context, ruleId: number, extension: ExceptionExtension): Promise<void> {
  permit(ctx, 'exception:decide', 'organization');
  await decideAboutRule(ctx, ruleId, 'extend', async (tx, rule, policy, found) => {
    const now = ctx.now();
    // Reports have not followed it since: what opened meanwhile would be left out.
    if (rule.expiresAt !== null && rule.expiresAt <= now) {
      throw new Fault(
        'conflict',
        'The time of this rule is over, and reports do not follow it any more: ask for a new one.',
      );
    }
    const expiresAt = requireExpiry(rule.kind, extension.expires_at, policy, now);
    if (expiresAt?.getTime() === rule.expiresAt?.getTime()) return;
    await requireKnownEnd(ctx, tx, { what: 'rule', expiresAt: rule.expiresAt }, extension, {
      ...{ found: found.expiresAt, entries: { verb: 'exception.rule_extended', key: 'rule', number: ruleId } },
    });
    const scope = { orgId: ctx.orgId, ruleId };
    await setRuleEnd(tx, scope, expiresAt);
    await addJob(tx, orderOf(settleRuleJob, scope));
    const before = rule.expiresAt?.toISOString() ?? null;
    await noteRule(ctx, tx, 'exception.rule_extended', { ...rule, expiresAt }, { before });
  });
}
