import { findDecisionPolicy, saveDecisionPolicy } from '#db/queries/decision-policies.ts';
import { lockOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionPolicyChange } from '#lib/contracts/exception.ts';
import type { ExceptionPolicy } from '#lib/domain/decision/exception.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';

/**
 * Changes what the organization asks of exceptions from now on: those that are in force keep their end.
 * @throws Fault forbidden
 */
export async function changeExceptionPolicy(ctx: Context, change: ExceptionPolicyChange): Promise<void> {
  permit(ctx, 'settings:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const organization = await lockOrganization(tx, ctx.orgId);
    if (organization === null) throw new Fault('not_found', 'The organization was removed.');
    const before = await findDecisionPolicy(tx, ctx);
    const policy: ExceptionPolicy = {
      fourEyes: change.four_eyes ?? before.fourEyes,
      acceptedDays: change.accepted_days ?? before.acceptedDays,
      falsePositiveDays:
        change.false_positive_days === undefined ? before.falsePositiveDays : change.false_positive_days,
    };
    await saveDecisionPolicy(tx, ctx, { ...before, ...policy }, ctx.now());
    const target = targetOfOrganization(organization);
    const detail = { from: wordsOf(before), to: wordsOf(policy) };
    if (detail.from === detail.to) return;
    await writeAudit(tx, auditSource(ctx), { verb: 'organization.exception_policy_changed', target, detail });
  });
}

function wordsOf({ fourEyes, acceptedDays, falsePositiveDays }: ExceptionPolicy): string {
  const people = fourEyes ? 'two people' : 'one person';
  const falsePositives = falsePositiveDays === null ? 'no end' : `${falsePositiveDays} days`;
  return `${people}, accepted risk ${acceptedDays} days, false positives ${falsePositives}`;
}
