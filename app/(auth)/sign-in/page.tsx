import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm } from '#components/auth/sign-in-form.tsx';
import { PlainPage } from '#components/shell/plain-page.tsx';
import { isSetUp } from '#lib/views/access/get-setup.ts';
import { findPageContext } from '#lib/web/page-context.ts';
import { safeReturnPath } from '#lib/web/return-path.ts';
import { getSystem } from '#lib/web/system.ts';

export const metadata: Metadata = { title: 'Sign in' };

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { next } = await searchParams;
  const path = safeReturnPath(typeof next === 'string' ? next : null);
  if (await findPageContext()) redirect(path);
  if (!(await isSetUp(getSystem().sql))) redirect('/setup');
  return (
    <PlainPage width="max-w-sm">
      <h1 className="mb-5 font-semibold text-20 tracking-tight">Sign in</h1>
      <SignInForm next={path} />
    </PlainPage>
  );
}
