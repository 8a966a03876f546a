import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SignInSection } from '#components/settings/sign-in-section.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getSignInPolicy } from '#lib/views/access/get-sign-in-policy.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Sign-in' };

export default async function SignInSettingsPage() {
  const ctx = await getPageContext();
  if (!getRights(ctx).has('settings:write')) notFound();
  const providers = ctx.env.providers.map(({ id, name }) => ({ id, name }));
  return <SignInSection policy={await getSignInPolicy(ctx)} providers={providers} />;
}
