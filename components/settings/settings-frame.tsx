import type { ReactNode } from 'react';
import { SectionNav } from '#components/shared/section-nav.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import type { SettingsSection } from './sections.ts';

export interface SettingsFrameProps {
  organization: string;
  sections: readonly SettingsSection[];
  children: ReactNode;
}

/** The title and the links between sections. */
export function SettingsFrame({ organization, sections, children }: SettingsFrameProps) {
  return (
    <>
      <PageHead title="Settings" answer={`What holds for everybody at ${organization}.`} className="mb-4" />
      <SectionNav label="Settings" sections={sections.map(({ href, label }) => ({ href, label }))} />
      {children}
    </>
  );
}
