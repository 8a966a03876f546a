import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DigestSection } from '#components/mail/digest-section.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getDigestSettings } from '#lib/views/mail/get-digest-settings.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Digest' };

export default async function DigestSettingsPage() {
  const ctx = await getPageContext();
  if (!getRights(ctx).has('settings:write')) notFound();
  return <DigestSection initial={await getDigestSettings(ctx)} />;
}
