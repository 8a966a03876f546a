import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionPolicyView } from '#lib/contracts/exception.ts';
import { permit } from '#lib/permit.ts';

/** What the organization asks of exceptions: whoever reads findings may know. */
export async function getExceptionPolicy(ctx: Context): Promise<ExceptionPolicyView> {
  permit(ctx, 'policy:read', 'repositories');
  const { fourEyes, acceptedDays, falsePositiveDays } = await findExceptionPolicy(ctx.sql, ctx);
  return { four_eyes: fourEyes, accepted_days: acceptedDays, false_positive_days: falsePositiveDays };
}
