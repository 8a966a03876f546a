import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LimitsSection } from '#components/settings/limits-section.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getLimits } from '#lib/views/limits/get-limits.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Limits' };

export default async function LimitsPage() {
  const ctx = await getPageContext();
  if (!getRights(ctx).has('settings:write')) notFound();
  return <LimitsSection limits={await getLimits(ctx)} />;
}
