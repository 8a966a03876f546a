import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RetentionSection } from '#components/settings/retention-section.tsx';
import { getOrganization } from '#lib/views/access/get-organization.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getRetention } from '#lib/views/retention/get-retention.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Retention' };

export default async function RetentionPage() {
  const ctx = await getPageContext();
  if (!getRights(ctx).has('settings:write')) notFound();
  const [retention, { slug }] = await Promise.all([getRetention(ctx), getOrganization(ctx)]);
  return <RetentionSection retention={retention} slug={slug} />;
}
