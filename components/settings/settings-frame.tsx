'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import type { SettingsSection } from './sections.ts';

export interface SettingsFrameProps {
  organization: string;
  sections: readonly SettingsSection[];
  children: ReactNode;
}

/** The title and the links between sections; each section is a page of its own. */
export function SettingsFrame({ organization, sections, children }: SettingsFrameProps) {
  const path = usePathname();
  return (
    <>
      <PageHead title="Settings" answer={`What holds for everybody at ${organization}.`} className="mb-4" />
      <nav aria-label="Settings" className="mb-6 flex flex-wrap gap-x-5 border-b">
        {sections.map(({ href, label }) => {
          const isCurrent = path === href || path.startsWith(`${href}/`);
          return (
            <Link
              key={href}
              href={href}
              aria-current={isCurrent ? 'page' : undefined}
              className={cn(
                '-mb-px flex h-9 items-center border-transparent border-b-2 text-13 text-soft transition-colors hover:text-ink pointer-coarse:h-11',
                isCurrent && 'border-ink font-medium text-ink',
              )}
            >
              {label}
            </Link>
          );
        })}
      </nav>
      {children}
    </>
  );
}
