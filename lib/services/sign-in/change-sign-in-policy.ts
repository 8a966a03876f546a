import { findSignInPolicy, saveSignInPolicy } from '#db/queries/sign-in-policies.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { SignInPolicyView } from '#lib/contracts/sign-in.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';

/** Sets the organization's rules for signing in. They count from the next sign-in, and from the next page, on. */
export async function changeSignInPolicy(ctx: Context, input: SignInPolicyView): Promise<void> {
  permit(ctx, 'settings:write', 'organization');
  const scope = { orgId: ctx.orgId };
  const after = {
    secondFactor: input.second_factor,
    admitByGroup: input.admit_by_group,
    admitDomains: [...new Set(input.admit_domains)].sort(),
    admitRole: input.admit_role,
  };
  await inTransaction(ctx.sql, async (tx) => {
    const before = await findSignInPolicy(tx, scope);
    await saveSignInPolicy(tx, scope, after);
    const said = Object.entries(after).filter(([key, value]) => {
      return JSON.stringify(value) !== JSON.stringify(Reflect.get(before, key));
    });
    const target = await organizationTarget(tx, ctx.orgId);
    await writeAudit(tx, auditSource(ctx), {
      verb: 'organization.sign_in_changed',
      target,
      detail: Object.fromEntries(said),
    });
  });
}
