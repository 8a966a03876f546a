import { findSignInPolicy } from '#db/queries/sign-in-policies.ts';
import type { Context } from '#lib/context.ts';
import type { SignInPolicyView } from '#lib/contracts/sign-in.ts';
import { permit } from '#lib/permit.ts';

/** The organization's rules for signing in. */
export async function getSignInPolicy(ctx: Context): Promise<SignInPolicyView> {
  permit(ctx, 'settings:write', 'organization');
  const policy = await findSignInPolicy(ctx.readSql, { orgId: ctx.orgId });
  return {
    second_factor: policy.secondFactor,
    admit_by_group: policy.admitByGroup,
    admit_domains: policy.admitDomains,
    admit_role: policy.admitRole === 'admin' ? 'viewer' : policy.admitRole,
  };
}
