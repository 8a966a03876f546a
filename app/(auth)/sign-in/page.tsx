import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { CodePage } from '#components/auth/code-page.tsx';
import { SignInPage } from '#components/auth/sign-in-page.tsx';
import { SIGN_IN_REFUSALS } from '#lib/domain/sign-in/refusal.ts';
import { offeredProviders } from '#lib/services/sign-in/provider-states.ts';
import { isSetUp } from '#lib/views/access/get-setup.ts';
import { findPageContext } from '#lib/web/page-context.ts';
import { safeReturnPath } from '#lib/web/return-path.ts';
import { getSystem } from '#lib/web/system.ts';

export const metadata: Metadata = { title: 'Sign in' };

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function SignIn({ searchParams }: { searchParams: SearchParams }) {
  const { next, step, refused, provider: id } = await searchParams;
  const path = safeReturnPath(typeof next === 'string' ? next : null);
  if (await findPageContext()) redirect(path);
  const system = getSystem();
  if (!(await isSetUp(system.systemSql))) redirect('/setup');
  if (step === 'code') return <CodePage next={path} />;
  const refusal = SIGN_IN_REFUSALS.find((known) => known === refused);
  const provider = system.env.providers.find((known) => known.id === id)?.name ?? 'The provider';
  return (
    <SignInPage
      next={path}
      providers={await offeredProviders(system)}
      refused={refusal === undefined ? null : { refusal, provider }}
    />
  );
}
