import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { OrganizationSection } from '#components/settings/organization-section.tsx';
import { getOrganization } from '#lib/views/access/get-organization.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Organization' };

export default async function OrganizationPage() {
  const ctx = await getPageContext();
  if (!getRights(ctx).has('settings:write')) notFound();
  return <OrganizationSection {...(await getOrganization(ctx))} />;
}
