import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInPage } from '#components/auth/sign-in-page.tsx';
import { isSetUp } from '#lib/views/access/get-setup.ts';
import { findPageContext } from '#lib/web/page-context.ts';
import { safeReturnPath } from '#lib/web/return-path.ts';
import { getSystem } from '#lib/web/system.ts';

export const metadata: Metadata = { title: 'Sign in' };

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function SignIn({ searchParams }: { searchParams: SearchParams }) {
  const { next } = await searchParams;
  const path = safeReturnPath(typeof next === 'string' ? next : null);
  if (await findPageContext()) redirect(path);
  if (!(await isSetUp(getSystem().sql))) redirect('/setup');
  return <SignInPage next={path} />;
}
