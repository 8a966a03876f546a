import { findPolicy, findPolicyVersion } from '#db/queries/policies.ts';
import type { Context } from '#lib/context.ts';
import type { PolicyView } from '#lib/contracts/policy.ts';
import { BUILTIN_POLICY, BUILTIN_TEXT } from '#lib/domain/policy/builtin-policy.ts';
import type { Policy } from '#lib/domain/policy/schema.ts';
import { permit } from '#lib/permit.ts';

/** The policy that is in force. @throws Fault forbidden */
export async function getPolicy(ctx: Context): Promise<PolicyView> {
  permit(ctx, 'policy:read', 'repositories');
  // From the primary: whoever saved sees what was saved.
  const newest = await findPolicy(ctx.sql, ctx);
  const found = newest && (await findPolicyVersion(ctx.sql, ctx, newest.version));
  if (found === null) {
    return {
      version: 0,
      author: null,
      at: null,
      message: '',
      builtin: true,
      text: BUILTIN_TEXT,
      rules: rulesOf(BUILTIN_POLICY),
    };
  }
  const { version, author, at, message, text, policy } = found;
  return { version, author, at: at.toISOString(), message, builtin: false, text, rules: rulesOf(policy) };
}

const rulesOf = ({ rules }: Policy): PolicyView['rules'] =>
  rules.map(({ id, title, kind, mode }) => ({ id, title: title ?? id, kind, mode }));
