'use client';

import type { ProviderListView, SignInPolicyView } from '#lib/contracts/sign-in.ts';
import { AdmissionCard } from './admission-card.tsx';
import { GroupMappingsCard } from './group-mappings-card.tsx';
import { ProvidersCard } from './providers-card.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';

export interface SignInSectionProps {
  policy: SignInPolicyView;
  /** Of the environment, not asked yet. */
  providers: readonly Pick<ProviderListView['items'][number], 'id' | 'name'>[];
}

/** Settings of how people sign in. */
export function SignInSection({ policy, providers }: SignInSectionProps) {
  return (
    <div className="flex max-w-[760px] flex-col gap-6">
      <ProvidersCard count={providers.length} />
      <GroupMappingsCard providers={providers} />
      <AdmissionCard policy={policy} hasProviders={providers.length > 0} />
      <SecondFactorCard policy={policy} />
    </div>
  );
}
