import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SecondFactorPage } from '#components/auth/second-factor-page.tsx';
import { getMe } from '#lib/views/access/get-me.ts';
import { findPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Second factor' };

export default async function SecondFactor() {
  const ctx = await findPageContext();
  if (ctx === null) redirect('/sign-in');
  if (ctx.lacksSecondFactor !== true) redirect('/');
  return <SecondFactorPage organization={(await getMe(ctx)).organization.name} />;
}
