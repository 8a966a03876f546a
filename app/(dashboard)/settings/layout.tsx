import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { sectionsFor } from '#components/settings/sections.ts';
import { SettingsFrame } from '#components/settings/settings-frame.tsx';
import { getMe } from '#lib/views/access/get-me.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const ctx = await getPageContext();
  const sections = sectionsFor(getRights(ctx));
  if (sections.length === 0) notFound();
  const { organization } = await getMe(ctx);
  return (
    <SettingsFrame organization={organization.name} sections={sections}>
      {children}
    </SettingsFrame>
  );
}
