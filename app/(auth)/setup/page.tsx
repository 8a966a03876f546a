import type { Metadata } from 'next';
import { SetupPage } from '#components/auth/setup-page.tsx';
import { MIN_PASSWORD } from '#lib/contracts/setup.ts';
import { getSetup } from '#lib/views/access/get-setup.ts';
import { getSystem } from '#lib/web/system.ts';

export const metadata: Metadata = { title: 'Set up' };

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function Setup({ searchParams }: { searchParams: SearchParams }) {
  const { code: given } = await searchParams;
  const code = typeof given === 'string' ? given : '';
  const stage = await getSetup(getSystem().sql, code, new Date());
  if (stage.kind === 'dead') return <SetupPage {...stage} hadCode={code !== ''} />;
  return <SetupPage {...stage} code={code} minPassword={MIN_PASSWORD} />;
}
