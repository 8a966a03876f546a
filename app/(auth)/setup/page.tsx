import type { Metadata } from 'next';
import { SetupPage } from '#components/auth/setup-page.tsx';
import { MIN_PASSWORD } from '#lib/contracts/setup.ts';
import { offeredProviders } from '#lib/services/sign-in/provider-states.ts';
import { getAccount } from '#lib/views/access/get-account.ts';
import { getSetup } from '#lib/views/access/get-setup.ts';
import { findPageContext } from '#lib/web/page-context.ts';
import { getSystem } from '#lib/web/system.ts';

export const metadata: Metadata = { title: 'Set up' };

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function Setup({ searchParams }: { searchParams: SearchParams }) {
  const { code: given } = await searchParams;
  const code = typeof given === 'string' ? given : '';
  const stage = await getSetup(getSystem().systemSql, code, new Date());
  if (stage.kind === 'dead') return <SetupPage {...stage} hadCode={code !== ''} />;
  if (stage.kind === 'invite') {
    const ctx = await findPageContext();
    const signedInAs = ctx === null ? null : (await getAccount(ctx)).email;
    const providers = await offeredProviders(getSystem());
    return (
      <SetupPage {...stage} code={code} minPassword={MIN_PASSWORD} signedInAs={signedInAs} providers={providers} />
    );
  }
  return <SetupPage {...stage} code={code} minPassword={MIN_PASSWORD} />;
}
