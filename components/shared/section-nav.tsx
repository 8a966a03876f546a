'use client';

import { usePathname } from 'next/navigation';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';

export interface SectionLink {
  href: string;
  label: string;
  /** Other sections are below its address: only the address itself is it. */
  exact?: boolean;
}

/** The links between the sections of a screen; each section is a page of its own. */
export function SectionNav({ label, sections }: { label: string; sections: readonly SectionLink[] }) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="mb-6 flex flex-wrap gap-x-5 border-b">
      {sections.map(({ href, label: name, exact = false }) => {
        const isCurrent = path === href || (!exact && path.startsWith(`${href}/`));
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
            {name}
          </Link>
        );
      })}
    </nav>
  );
}
