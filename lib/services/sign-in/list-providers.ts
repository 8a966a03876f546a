import type { Context } from '#lib/context.ts';
import type { ProviderListView } from '#lib/contracts/sign-in.ts';
import { permit } from '#lib/permit.ts';
import { providerStates } from './provider-states.ts';

/** The sign-in providers of the installation, each asked now whether it works. @throws Fault `forbidden` */
export async function listProviders(ctx: Context): Promise<ProviderListView> {
  permit(ctx, 'settings:write', 'organization');
  const known = await providerStates(ctx, { fresh: true });
  return {
    items: known.map(({ provider, state, checkedAt }) => ({
      ...{ id: provider.id, kind: provider.kind, name: provider.name },
      callback_url: `${new URL(ctx.publicUrl).origin}/api/auth/callback/${provider.id}`,
      groups_claim: provider.groupsClaim,
      working: state.working,
      reason: state.working ? null : state.reason,
      checked_at: checkedAt?.toISOString() ?? null,
    })),
  };
}
