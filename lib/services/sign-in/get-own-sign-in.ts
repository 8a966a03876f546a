import { findAccount } from '#db/queries/accounts.ts';
import { listIdentities } from '#db/queries/identities.ts';
import { countRecoveryCodes, hasSecondFactor } from '#db/queries/second-factors.ts';
import { findSignInPolicy } from '#db/queries/sign-in-policies.ts';
import type { Context } from '#lib/context.ts';
import type { OwnSignInView } from '#lib/contracts/sign-in.ts';
import { identityHandle } from '#lib/domain/sign-in/identity-handle.ts';
import { needsSecondFactor } from '#lib/domain/sign-in/second-factor-policy.ts';
import { emailDecidedBy } from '../user/email-decided-by.ts';
import { requirePerson } from '../user/require-person.ts';
import { offeredProviders } from './provider-states.ts';

/** How the caller signs in, and could. @throws Fault `forbidden` for a token, which has no account */
export async function getOwnSignIn(ctx: Context): Promise<OwnSignInView> {
  const { accountId, role, email, wantedEmail, wantedEmailAt } = await requirePerson(ctx);
  const { systemSql: sql } = ctx;
  const [account, identities, has, left, policy, providers, decidedBy] = await Promise.all([
    findAccount(sql, accountId),
    listIdentities(sql, accountId),
    hasSecondFactor(sql, accountId),
    countRecoveryCodes(sql, accountId),
    findSignInPolicy(ctx.sql, { orgId: ctx.orgId }),
    offeredProviders(ctx),
    emailDecidedBy(ctx, accountId),
  ]);
  const nameOf = (id: string) => ctx.env.providers.find((provider) => provider.id === id)?.name ?? id;
  const asked = wantedEmail === null || wantedEmailAt === null ? null : { wantedEmail, wantedEmailAt };
  return {
    email: {
      address: email,
      wanted: asked && { address: asked.wantedEmail, asked_at: asked.wantedEmailAt.toISOString() },
      decided_by: decidedBy,
    },
    has_password: account?.passwordHash != null,
    second_factor: has ? { recovery_codes_left: left } : null,
    second_factor_required: needsSecondFactor(policy.secondFactor, role),
    identities: identities.map((identity) => ({
      id: identityHandle(identity),
      provider: identity.provider,
      provider_name: nameOf(identity.provider),
      email: identity.email,
      created_at: identity.createdAt.toISOString(),
      last_used_at: identity.lastUsedAt.toISOString(),
    })),
    providers,
  };
}
