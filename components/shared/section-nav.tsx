'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { Link } from '#components/ui/link.tsx';
import { TAB_BAR, TabCount, tabClass } from '#components/ui/tab-look.tsx';

export interface SectionLink {
  href: string;
  label: string;
  /** Other sections are below its address: only the address itself is it. */
  exact?: boolean;
  /** How many there are behind it. */
  count?: string | null;
  /** Whether it is open, where the path does not say it. */
  current?: boolean;
}

function isOpen({ href, exact = false, current }: SectionLink, path: string): boolean {
  return current ?? (path === href || (!exact && path.startsWith(`${href}/`)));
}

/** The links between the sections of a screen; each section is a page of its own. */
export function SectionNav({ label, sections }: { label: string; sections: readonly SectionLink[] }) {
  const path = usePathname();
  const bar = useRef<HTMLElement>(null);
  const open = sections.find((section) => isOpen(section, path))?.href;
  // On a phone not all of them fit: the open one is brought into view, and nothing but the bar moves.
  useEffect(() => {
    const line = bar.current;
    const tab = open === undefined ? null : line?.querySelector<HTMLElement>('[aria-current]');
    if (line && tab) line.scrollLeft = tab.offsetLeft - (line.clientWidth - tab.offsetWidth) / 2;
  }, [open]);
  return (
    <nav ref={bar} aria-label={label} className={`relative mb-6 ${TAB_BAR}`}>
      {sections.map((section) => (
        <Link
          key={section.href}
          href={section.href}
          aria-current={section.href === open ? 'page' : undefined}
          className={tabClass()}
        >
          {section.label}
          <TabCount count={section.count} />
        </Link>
      ))}
    </nav>
  );
}
